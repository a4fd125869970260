#include "lib/host/probes/probe_thread.hpp"

#include <gtest/gtest.h>

#include <future>

namespace plimsoll::host {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::milliseconds kImpatience{1};

/// A job that hangs until it is released.
struct Hang {
  std::shared_ptr<std::promise<void>> release = std::make_shared<std::promise<void>>();
  std::shared_future<void> released = release->get_future().share();

  [[nodiscard]] ProbeThread::Job job() const {
    return [waits = released] { waits.wait(); };
  }
};

TEST(ProbeThread, RunsAJobToItsEnd) {
  ProbeThread thread;
  int runs = 0;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(thread.run([&runs] { ++runs; }, kPatience));
  EXPECT_EQ(runs, 3);
}

TEST(ProbeThread, AbandonsAJobThatHangsAndRunsTheNext) {
  const Hang hang;
  ProbeThread thread;
  EXPECT_FALSE(thread.run(hang.job(), kImpatience));
  bool ran = false;
  EXPECT_TRUE(thread.run([&ran] { ran = true; }, kPatience));
  EXPECT_TRUE(ran);
  hang.release->set_value();
}

TEST(ProbeThread, BeginsNoMoreWhileTooManyHang) {
  const Hang hang;
  ProbeThread thread;
  for (int i = 0; i < 4; ++i) EXPECT_FALSE(thread.run(hang.job(), kImpatience));
  const auto began = std::make_shared<std::atomic<bool>>(false);
  EXPECT_FALSE(thread.run([began] { *began = true; }, kPatience));
  EXPECT_FALSE(*began);
  hang.release->set_value();
}

TEST(ProbeThread, EndsWhileAJobStillHangs) {
  const Hang hang;
  {
    EXPECT_FALSE(ProbeThread().run(hang.job(), kImpatience));
  }
  hang.release->set_value();
}

}  // namespace
}  // namespace plimsoll::host
