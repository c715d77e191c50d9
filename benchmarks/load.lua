-- wrk: POST the lines of the file BODIES in turn; with RATE, at random moments, that many requests a second in all.
local bodies, at = {}, 0
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end
local rate, connections = tonumber(os.getenv("RATE") or "0"), tonumber(os.getenv("CONNECTIONS"))
local headers = { ["Content-Type"] = "application/json" }

function request()
  at = at % #bodies + 1
  return wrk.format("POST", nil, headers, bodies[at])
end

if rate > 0 then
  function delay() return math.floor(-math.log(1 - math.random()) * connections / rate * 1000) end
end

function done(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, failed,
    latency:percentile(50), latency:percentile(99)))
end
