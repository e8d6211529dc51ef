-- One scenario, named by $SCENARIO, as wrk drives it: request number i asks for something else than all before it.
-- $TOKENS: the access tokens of students 0, 1, 2 … a line each. $ETAGS: the entity tags of the courses' products.
-- $FIRST: number of the first request. $TODAY: midnight UTC, seconds since 1970. $RESULT: where to write the figures.
local function lines(path)
  local all = {}
  for line in io.lines(path) do all[#all + 1] = line end
  return all
end

local tokens, etags = lines(os.getenv("TOKENS")), lines(os.getenv("ETAGS"))
local today = tonumber(os.getenv("TODAY"))
local i = tonumber(os.getenv("FIRST")) - 1

local function id(kind, n) return string.format("01900000-0000-7000-8000-%s%011x", kind, n) end
local function at(days, hours) return os.date("!%Y-%m-%dT%H:%M:%SZ", today + 86400 * days + 3600 * hours) end
local function every(n) return i % n, math.floor(i / n) end

local function headers(student, body, more)
  local all = { ["X-Forwarded-Proto"] = "https", ["X-Forwarded-For"] = "10.0.0.1" } -- as behind a proxy that ends TLS
  if student then all["Authorization"] = "Bearer " .. tokens[student + 1] end
  if body then all["Content-Type"] = "application/json" end
  for name, value in pairs(more or {}) do all[name] = value end
  return all
end

local function get(path, student, more) return wrk.format("GET", path, headers(student, nil, more)) end
local function send(method, path, student, body, more) return wrk.format(method, path, headers(student, body, more), body) end

local name, keyless = os.getenv("SCENARIO"):gsub("_keyless$", "")
local function key() return keyless == 0 and { ["Idempotency-Key"] = "bench-" .. i } or nil end

local function book(student, course, ta, date, bundle)
  local body = string.format('{"studentId":"%s","courseId":"%s","taId":"%s","date":"%s","durationMinutes":60%s}',
    id("5", student), id("c", course), id("a", ta), date, bundle and ',"bundlePurchaseId":"' .. bundle .. '"' or "")
  return send("POST", "/bookings/individual", student, body, key())
end

local function join(student, session)
  return send("POST", "/group-sessions/" .. id("9", session) .. "/join", student, '{"studentId":"' .. id("5", student) .. '"}', key())
end

local signed_in = 200
local scenarios = {
  courses = function() return get("/courses?limit=200") end,
  courses_304 = function() return get("/courses?limit=200", nil, { ["If-None-Match"] = etags[#etags] }) end,
  courses_floor = function() return get("/bare/courses") end,
  courses_304_floor = function() return get("/bare/courses", nil, { ["If-None-Match"] = '"bare"' }) end,
  products = function() return get("/courses/" .. id("c", i % 200) .. "/products") end,
  products_304 = function()
    return get("/courses/" .. id("c", i % 200) .. "/products", nil, { ["If-None-Match"] = etags[i % 200 + 1] })
  end,
  products_floor = function() return get("/bare/products") end,
  products_304_floor = function() return get("/bare/products", nil, { ["If-None-Match"] = '"bare"' }) end,
  support_options = function() return get("/courses/" .. id("c", i % 200) .. "/support-options") end,
  group_sessions = function() return get("/group-sessions/courses/" .. id("c", i % 200)) end,
  slots = function() return get("/courses/" .. id("c", 100 + i % 96) .. "/slots") end,
  student_bookings = function()
    local student = i % signed_in
    return get("/bookings/students/" .. id("5", student) .. "?limit=20", student)
  end,
  book_singly = function()
    local student, hour = every(signed_in)
    return book(student, math.floor(student / 2), student, at(120, hour))
  end,
  book_by_rules = function()
    local student, hour = every(signed_in)
    return book(student, 100 + math.floor(student / 2), 200 + student, at(120, 2 * hour))
  end,
  book_from_bundle = function()
    local student, hour = every(signed_in)
    return book(student, math.floor(student / 2), student, at(120, hour), id("d", student))
  end,
  join = function()
    local student, day = every(signed_in)
    return join(student, 30000000 + 40 * day + (7 * student + day) % 40)
  end,
  cancel = function() return send("PATCH", "/bookings/" .. id("9", 20000000 + i) .. "/cancel", i % signed_in, nil, key()) end,
  crowd_for_seats = function() -- of each session five get a seat
    local student, day = every(#tokens)
    return join(student, 10000000 + day)
  end,
  crowd_for_hour = function() -- one gets it
    local student, hour = every(#tokens)
    return book(student, 0, 0, at(3000, hour))
  end,
}

local scenario = scenarios[name]

function request()
  i = i + 1
  return scenario()
end

function done(summary, latency)
  local points = {}
  for _, p in ipairs({ 1, 10, 25, 50, 75, 90, 95, 99, 99.9, 100 }) do
    points[#points + 1] = string.format('"%g": %.3f', p, latency:percentile(math.min(p, 99.999)) / 1000)
  end
  local errors = summary.errors
  local file = io.open(os.getenv("RESULT"), "w")
  file:write(string.format('{"requests": %d, "seconds": %.6f, "refused": %d, "broken": %d, "ms": {%s}}',
    summary.requests, summary.duration / 1e6, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, table.concat(points, ", ")))
  file:close()
end
