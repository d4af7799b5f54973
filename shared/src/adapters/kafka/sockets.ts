import { connect, isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { ISocketFactory } from 'kafkajs'

const keepAliveDelayMs = 60_000

/**
 * The driver's own sockets but for one thing: while a broker is away the driver lets go of the same closed socket with each
 * try, and Node keeps a listener for each (`unref` of a socket without a handle waits for a connection that never comes).
 */
export const createSocket: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const servername = isIP(host) === 0 ? { servername: host } : {}
  const socket = ssl ? connectTls({ host, port, ...servername, ...ssl }, onConnect) : connect({ host, port }, onConnect)
  socket.setKeepAlive(true, keepAliveDelayMs)
  const unref = socket.unref.bind(socket)
  socket.unref = () => (socket.destroyed ? socket : unref())
  return socket
}
