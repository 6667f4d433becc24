// graphile-worker with the batching that its documentation names: a local queue, and jobs completed together.
import { Logger, makeWorkerUtils, run } from 'graphile-worker'
import { concurrency, database, jobs, measure, number, prepare, send } from './peer.mjs'

await prepare()
const utils = await makeWorkerUtils({ pgPool: database })
await utils.migrate()
for (let first = 0; first < jobs; first += 5000) {
  const specs = Array.from({ length: Math.min(5000, jobs - first) }, (_, i) => ({ identifier: 'send', payload: { n: first + i } }))
  await utils.addJobs(specs)
}
await database.query('vacuum analyze')
await measure(
  () => run({
    pgPool: database,
    logger: new Logger(() => () => {}),
    noHandleSignals: true,
    taskList: { send: ({ n }) => send('g' + n, number(n)) },
    preset: { worker: { concurrentJobs: concurrency, localQueue: { size: 500 }, completeJobBatchDelay: 0 } }
  }),
  async () => (await database.query('select from graphile_worker._private_jobs limit 1')).rowCount === 0)
