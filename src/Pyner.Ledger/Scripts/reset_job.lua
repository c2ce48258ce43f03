-- Plans a job anew: it becomes one of which nothing was planned yet.
-- KEYS: job. ARGV: token, owner, identity, the part of it that must not change, time.
local job = KEYS[1]
local lost = lost_role(job, 'Aggregator', ARGV[1], ARGV[2])
if lost then
  return refuse('LOST', lost)
end
drop_work(job)
redis.call('UNLINK', job .. ':devices', job .. ':failures', job .. ':findings')
redis.call('HDEL', job, 'identity', 'identity_key', 'started', 'noted', 'noted_at', 'noted_reason', 'planned_at', 'planned', 'planned_submissions',
  'plan_ended', 'submissions_total', 'source_bytes', 'source_bytes_total', 'finished_source_bytes', 'parsed', 'parsed_submissions', 'parsed_bytes',
  'parsed_rejected', 'parsed_experiments', 'parsed_samples', 'parsed_runs', 'failed', 'merged', 'merged_submissions', 'merged_planned_submissions',
  'checkpoints', 'folded', 'last_checkpoint', 'source_merged')
redis.call('HSET', job, 'identity', ARGV[3], 'identity_key', ARGV[4], 'planned_at', ARGV[5], 'started', text(now()), 'state', 'Running')
changed(job)
return 1
