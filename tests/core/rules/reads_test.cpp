// The mutation table of the whole catalogue: each fact is taken away in each case of each rule. Those whose loss
// changes the verdict anywhere are what the rule reads, and it says exactly those.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <variant>

#include "lib/snapshot/fields.hpp"
#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

template <class T>
void alter(T& value) {
  value = T{};
}
void alter(bool& value) { value = !value; }
void alter(std::int64_t& value) { value += 1; }
void alter(std::string& value) { value += "altered"; }
template <class T>
void alter(std::vector<T>& values) {
  values.clear();
}

enum class Mutation : std::uint8_t { taken_away, altered };

/// Changes the fact at one position of a subject; beyond the last one, none.
class Taker {
 public:
  Taker(std::size_t position, Mutation mutation) : left_(position), mutation_(mutation) {}

  template <class T>
  void operator()(const char*, T&) {}

  template <class T>
  void operator()(const char* name, std::string_view path, Fact<T>& fact) {
    if (left_-- != 0) return;
    taken_ = name;
    if (mutation_ == Mutation::taken_away) {
      fact = Fact<T>(Cause::timed_out, Source::plimsoll, path);
    } else if (fact) {
      T value = *fact;
      alter(value);
      fact = Fact<T>(std::move(value), fact.source(), fact.path());
    }
  }

  [[nodiscard]] const std::string& taken() const { return taken_; }

 private:
  std::size_t left_;
  Mutation mutation_;
  std::string taken_;
};

/// Calls `changed` with each name and the world where the facts of that name are mutated, of one kind of subject.
/// `subjects` gives those of a world.
template <class Subjects, class Changed>
void without_each(const World& world, Mutation mutation, const std::string& kind, Subjects subjects, Changed changed) {
  for (std::size_t position = 0;; ++position) {
    World without = world;
    std::string taken;
    subjects(without, [&](auto& subject) {
      Taker taker(position, mutation);
      snapshot_file::each_field(subject, taker);
      taken = taker.taken();
    });
    if (taken.empty()) return;
    changed(kind + "." + taken, without);
  }
}

void each_container(World& world, auto visit) {
  for (ContainerFacts& other : world.others) visit(other);
  for (ContainerFacts& other : world.stopped) visit(other);
  visit(world.container);
}
void each_image(World& world, auto visit) {
  for (ImageFacts& other : world.other_images) visit(other);
  visit(world.image);
}
void each_network(World& world, auto visit) {
  for (NetworkFacts& other : world.other_networks) visit(other);
  visit(world.network);
}
void each_volume(World& world, auto visit) {
  for (VolumeFacts& volume : world.volumes) visit(volume);
}

template <class Changed>
void without_each(const World& world, Mutation mutation, Changed changed) {
  without_each(world, mutation, "container", [](World& of, auto visit) { each_container(of, visit); }, changed);
  without_each(world, mutation, "image", [](World& of, auto visit) { each_image(of, visit); }, changed);
  without_each(world, mutation, "network", [](World& of, auto visit) { each_network(of, visit); }, changed);
  without_each(world, mutation, "volume", [](World& of, auto visit) { each_volume(of, visit); }, changed);
  without_each(world, mutation, "engine", [](World& of, auto visit) { visit(of.engine); }, changed);
  without_each(world, mutation, "host", [](World& of, auto visit) { visit(of.host); }, changed);
  without_each(world, mutation, "service", [](World& of, auto visit) { visit(of.service); }, changed);
}

std::set<std::string> facts_read(const RuleCases& table, Mutation mutation) {
  std::set<std::string> read;
  for (const Case& test_case : table.cases()) {
    World world;
    test_case.change(world);
    const Verdict verdict = judge_in(table.rule(), world);
    without_each(world, mutation, [&](const std::string& fact, const World& without) {
      if (judge_in(table.rule(), without) != verdict) read.insert(fact);
    });
  }
  return read;
}

/// A container that has not changed is judged again only every `audit.reread_within_seconds`.
TEST(RulesAboutContainers, DoNotAskForTheTime) {
  constexpr std::int64_t kYears = 20 * 365 * kDay;
  int judged = 0;
  for (const RuleCases* table : all_cases()) {
    if (!std::holds_alternative<ContainerJudge>(table->rule().judge)) continue;
    for (const Case& test_case : table->cases()) {
      World world;
      test_case.change(world);
      for (const std::int64_t now : {kNow - kYears, kNow + kYears}) {
        EXPECT_EQ(judge_in(table->rule(), world, now), judge_in(table->rule(), world))
            << table->rule().id << test_case.name;
      }
      ++judged;
    }
  }
  EXPECT_GT(judged, 0);
}

class EveryTable : public ::testing::TestWithParam<const RuleCases*> {};

TEST_P(EveryTable, ReadsExactlyTheFactsItSaysItReads) {
  const Rule& rule = GetParam()->rule();
  EXPECT_EQ(facts_read(*GetParam(), Mutation::taken_away), std::set<std::string>(rule.reads.begin(), rule.reads.end()));
}

TEST_P(EveryTable, NoOtherFactChangesItsVerdict) {
  const Rule& rule = GetParam()->rule();
  const std::set<std::string> reads(rule.reads.begin(), rule.reads.end());
  const std::set<std::string> changing = facts_read(*GetParam(), Mutation::altered);
  EXPECT_TRUE(std::ranges::includes(reads, changing));
}

std::string test_name(const ::testing::TestParamInfo<const RuleCases*>& info) {
  std::string name(info.param->id());
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Catalogue, EveryTable, ::testing::ValuesIn(all_cases()), test_name);

}  // namespace
}  // namespace plimsoll::testing
