// pg-boss with batches: one worker fetches 500 jobs, and its handler sends a hundred at a time.
import PgBoss from 'pg-boss'
import { concurrency, connectionString, database, jobs, measure, number, prepare, send } from './peer.mjs'

await prepare()
const boss = new PgBoss({ connectionString, schedule: false, max: 10 })
boss.on('error', error => { console.error(error.message) })
await boss.start()
await boss.createQueue('send')
for (let first = 0; first < jobs; first += 5000) {
  await boss.insert(Array.from({ length: Math.min(5000, jobs - first) }, (_, i) => ({ name: 'send', data: { n: first + i } })))
}
await database.query('vacuum analyze')
await measure(
  () => boss.work('send', { batchSize: 500, pollingIntervalSeconds: 0.5 }, async batch => {
    let next = 0
    await Promise.all(Array.from({ length: concurrency }, async () => {
      while (next < batch.length) {
        const { n } = batch[next++].data
        await send('b' + n, number(n))
      }
    }))
  }),
  async () => (await database.query("select from pgboss.job where name = 'send' and state <> 'completed' limit 1")).rowCount === 0)
