-- First pages for all graduates in turn: what `wrk` sends for `npm run load:ceiling` and `npm run bench:flame`.
local bodies = {}
for id in io.lines(os.getenv("LOAD_GRADUATES")) do
  bodies[#bodies + 1] = string.format('{"graduateId":"%s","limit":10,"surface":"fair"}', id)
end
local headers = { ["Content-Type"] = "application/json" }
-- Prime, so that neighbours in time are no neighbours in the list.
local stride, turn = 7919, 0

request = function()
  turn = turn + stride
  return wrk.format("POST", "/v1/recommendations", headers, bodies[turn % #bodies + 1])
end

done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"answers":%d,"seconds":%f,"p50Ms":%f,"p95Ms":%f,"p99Ms":%f,"refused":%d,"failed":%d}\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout
  ))
end
