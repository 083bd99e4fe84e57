// Work on all cores whose results are delivered in order: output does not depend on how many threads made it.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace perfhint::server::cli {

// Calls work(i) for each i below `count` on `jobs` threads, and on the calling thread deliver(i, result) in
// order, and idle(done) about ten times a second while it waits. A result is let go once delivered. None of
// them may throw.
template <class Work, class Deliver, class Idle>
void in_order(std::size_t count, unsigned jobs, Work work, Deliver deliver, Idle idle) {
  using Result = decltype(work(std::size_t{}));
  std::vector<std::optional<Result>> results(count);
  std::atomic<std::size_t> next = 0, done = 0;
  std::mutex mutex;
  std::condition_variable ready;
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < jobs && i < count; ++i) {
    threads.emplace_back([&] {
      for (std::size_t index = next++; index < count; index = next++) {
        Result result = work(index);
        const std::lock_guard lock(mutex);
        results[index] = std::move(result);
        ++done;
        ready.notify_one();
      }
    });
  }
  std::unique_lock lock(mutex);
  for (std::size_t index = 0; index < count; ++index) {
    while (
        !ready.wait_for(lock, std::chrono::milliseconds(100), [&] { return results[index].has_value(); })) {
      lock.unlock();
      idle(done.load());
      lock.lock();
    }
    const Result result = std::move(*results[index]);
    results[index].reset();
    lock.unlock();
    deliver(index, result);
    lock.lock();
  }
}

}  // namespace perfhint::server::cli
