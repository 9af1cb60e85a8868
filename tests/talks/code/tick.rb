# A clock that only ticks.

pause = 1


def tick(times, pause)
  times.times { puts "tick" }
  sleep pause
end

tick 3, pause
