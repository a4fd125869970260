#include "tests/core/rules/cases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/rules/spelled.hpp"

namespace plimsoll::testing {

const RuleCases block_io_limit_partial_cases{
    "block-io-limit-partial",
    {
        {"none set", [](World&) {}, does_not_apply(NotApplicable::not_set)},
        {"reads only",
         [](World& w) {
           w.container.block_io_limits =
               seen({BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::read_bytes, .rate = 1000}});
         },
         violates("/dev/sda")},
        {"writes only",
         [](World& w) {
           w.container.block_io_limits =
               seen({BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::write_operations, .rate = 1000}});
         },
         violates("/dev/sda")},
        {"reads twice",
         [](World& w) {
           w.container.block_io_limits =
               seen({BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::read_bytes, .rate = 1000},
                     BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::read_operations, .rate = 10}});
         },
         violates("/dev/sda")},
        {"both",
         [](World& w) {
           w.container.block_io_limits =
               seen({BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::read_bytes, .rate = 1000},
                     BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::write_bytes, .rate = 1000}});
         },
         passes()},
        {"both, in different units",
         [](World& w) {
           w.container.block_io_limits =
               seen({BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::read_bytes, .rate = 1000},
                     BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::write_operations, .rate = 10}});
         },
         passes()},
        {"on different devices",
         [](World& w) {
           w.container.block_io_limits =
               seen({BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::read_bytes, .rate = 1000},
                     BlockIoLimit{.device = "/dev/sdb", .kind = BlockIoLimit::Kind::write_bytes, .rate = 1000}});
         },
         violates({"/dev/sda", "/dev/sdb"})},
        {"a rate that limits nothing",
         [](World& w) {
           w.container.block_io_limits =
               seen({BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::read_bytes, .rate = 0}});
         },
         does_not_apply(NotApplicable::not_set)},
        {"one direction lifted",
         [](World& w) {
           w.container.block_io_limits =
               seen({BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::read_bytes, .rate = 1000},
                     BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::write_bytes, .rate = 0}});
         },
         violates("/dev/sda")},
        {"not reported", [](World& w) { w.container.block_io_limits = missing(); }, is_unknown()},
    }};

TEST(BlockIoLimitPartial, FixLimitsTheOtherDirectionAlike) {
  World w;
  w.container.block_io_limits =
      seen({BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::read_bytes, .rate = 1000},
            BlockIoLimit{.device = "/dev/sdb", .kind = BlockIoLimit::Kind::write_operations, .rate = 10}});
  EXPECT_THAT(
      spelled(fix_in(rule("block-io-limit-partial"), w)),
      ::testing::ElementsAre(
          "+ --device-write-bps=/dev/sda:1000 | blkio_config: {device_write_bps: [{path: \"/dev/sda\", rate: 1000}]}",
          "+ --device-read-iops=/dev/sdb:10 | blkio_config: {device_read_iops: [{path: \"/dev/sdb\", rate: 10}]}"));
}

TEST(BlockIoLimitPartial, FixKnowsAllFourLimits) {
  World w;
  w.container.block_io_limits =
      seen({BlockIoLimit{.device = "/dev/sda", .kind = BlockIoLimit::Kind::write_bytes, .rate = 1000},
            BlockIoLimit{.device = "/dev/sdb", .kind = BlockIoLimit::Kind::read_operations, .rate = 10}});
  EXPECT_THAT(
      spelled(fix_in(rule("block-io-limit-partial"), w)),
      ::testing::ElementsAre(
          "+ --device-read-bps=/dev/sda:1000 | blkio_config: {device_read_bps: [{path: \"/dev/sda\", rate: 1000}]}",
          "+ --device-write-iops=/dev/sdb:10 | blkio_config: {device_write_iops: [{path: \"/dev/sdb\", rate: 10}]}"));
}

}  // namespace plimsoll::testing
