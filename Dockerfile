# One image for every service process: `docker run … node services/<name>/build/src/main.js`.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json tsconfig.base.json ./
COPY shared ./shared
COPY services ./services
COPY infra/servers ./infra/servers
RUN npm ci && npx tsc -b && npm prune --omit=dev && find . -name '*.tsbuildinfo' -delete

FROM node:20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/shared ./shared
COPY --from=build /app/services ./services
COPY models/zhipei-ngram ./models/zhipei-ngram
COPY models/ranker/ranker.json ./models/ranker/ranker.json
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
ENV ZHIPEI_DATA_DIR=/data ZHIPEI_HOST=0.0.0.0
EXPOSE 8080
CMD ["node", "services/gateway/build/src/main.js"]
