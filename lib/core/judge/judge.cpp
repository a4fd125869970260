#include "plimsoll/judge.hpp"

#include <algorithm>
#include <set>

#include "lib/core/judge/change_set.hpp"
#include "lib/core/policy/waivers.hpp"

namespace plimsoll {
namespace {

std::string first_tag(const ImageFacts& image) {
  return image.repo_tags && !image.repo_tags->empty() ? image.repo_tags->front() : image.id;
}

/// Ids of those that a container was made from: what lies there beside them hurts nobody.
std::set<std::string_view> images_in_use(const Snapshot& snapshot) {
  std::set<std::string_view> ids;
  for (const auto* containers : {&snapshot.containers, &snapshot.stopped}) {
    for (const auto& container : *containers) ids.insert(container->image_id);
  }
  return ids;
}

/// One judging of one snapshot.
class AuditPass {
 public:
  AuditPass(const Policy& policy, const Snapshot& snapshot, std::chrono::sys_days today)
      : policy_(policy), snapshot_(snapshot), inventory_(snapshot), today_(today) {}

  SubjectReport host() const {
    const Subject subject{.kind = SubjectKind::host, .identity = "host", .name = snapshot_.host.name};
    return judged<HostJudge>(subject, snapshot_.host, nullptr, {});
  }

  SubjectReport engine() const {
    const Subject subject{.kind = SubjectKind::engine, .identity = "engine", .name = snapshot_.engine.version};
    return judged<EngineJudge>(subject, snapshot_.engine, nullptr, {});
  }

  SubjectReport image(const ImageFacts& facts) const {
    const Subject subject{
        .kind = SubjectKind::image, .identity = facts.id, .id = facts.id, .name = first_tag(facts), .image = facts.id};
    return judged<ImageJudge>(subject, facts, &facts, facts.id);
  }

  SubjectReport network(const NetworkFacts& facts) const {
    const Subject subject{.kind = SubjectKind::network, .identity = facts.id, .id = facts.id, .name = facts.name};
    return judged<NetworkJudge>(subject, facts, nullptr, {});
  }

  SubjectReport service(const ServiceFacts& facts) const {
    const Subject subject{.kind = SubjectKind::service, .identity = facts.name, .id = facts.id, .name = facts.name};
    return judged<ServiceJudge>(subject, facts, nullptr, {});
  }

  SubjectReport container(SubjectKind kind, const std::shared_ptr<const ContainerFacts>& facts) const {
    const Subject subject{
        .kind = kind, .identity = facts->identity, .id = facts->id, .name = facts->name, .image = facts->image};
    (void)inventory_.take_dependencies();
    SubjectReport report = judged<ContainerJudge>(subject, *facts, inventory_.image(facts->image_id), facts->image_id);
    report.dependencies = inventory_.take_dependencies();
    report.facts = facts;
    return report;
  }

  SubjectReport unread(const UnreadContainer& container) const {
    return {.subject = {.kind = SubjectKind::container,
                        .identity = container.identity,
                        .id = container.id,
                        .name = container.name,
                        .image = container.image},
            .verdicts = std::vector(catalogue().size(), VerdictKind::off),
            .unjudged = container.error};
  }

 private:
  /// `image` may be null: it was not read, or the subject has none.
  template <class OneJudge, class Facts>
  SubjectReport judged(Subject subject, const Facts& facts, const ImageFacts* image, std::string_view image_id) const {
    SubjectReport report{.subject = std::move(subject)};
    judge_all<OneJudge>(report, facts);
    waive(report, image, image_id);
    settle_implied(report.findings);
    return report;
  }

  template <class OneJudge, class Facts>
  void judge_all(SubjectReport& report, const Facts& facts) const {
    std::vector<VerdictKind> kinds;
    kinds.reserve(catalogue().size());
    for (const Rule* rule : catalogue()) {
      const RulePolicy& rule_policy = policy_.of(*rule);
      const OneJudge* judge = std::get_if<OneJudge>(&rule->judge);
      if (!judge || !rule_policy.enabled) {
        kinds.push_back(VerdictKind::off);
        continue;
      }
      Verdict verdict = (*judge)(facts, context(rule_policy.settings));
      kinds.push_back(verdict.kind);
      if (verdict.kind == VerdictKind::pass) continue;
      report.findings.push_back({.rule = rule, .severity = rule_policy.severity, .verdict = std::move(verdict)});
    }
    report.verdicts = std::move(kinds);
  }

  Context context(const Settings& settings) const { return {snapshot_.engine, snapshot_.host, inventory_, settings}; }

  void waive(SubjectReport& report, const ImageFacts* image, std::string_view image_id) const {
    if (policy_.waivers().empty()) return;
    for (Finding& finding : report.findings) {
      if (finding.verdict->kind != VerdictKind::violation) continue;
      const auto found = std::ranges::find_if(policy_.waivers(), [&](const auto& waiver) {
        return covers(*waiver, finding.rule->id, report.subject.identity, image, image_id, finding.verdict->items,
                      today_);
      });
      if (found != policy_.waivers().end()) finding.waiver = *found;
    }
  }

  /// A finding that follows from another shares its waiver; where that other rule is off, it stands alone.
  static void settle_implied(std::vector<Finding>& findings) {
    for (Finding& finding : findings) settle_items(finding, findings);
    for (Finding& finding : findings) {
      if (finding.verdict->implied_by.empty()) continue;
      const Finding* cause = violation_of(finding.verdict->implied_by, findings);
      if (!cause) {
        finding.verdict = implied_by({}, *finding.verdict);
      } else if (!finding.waiver) {
        finding.waiver = cause->waiver;
      }
    }
  }

  /// Where each item follows from another finding, the whole follows from one of those that nobody accepted, if any.
  static void settle_items(Finding& finding, const std::vector<Finding>& findings) {
    const Finding* cause = nullptr;
    for (const Item& item : finding.verdict->items) {
      const Finding* origin = violation_of(item.implied_by, findings);
      if (!origin) return;
      if (!cause || (cause->waiver && !origin->waiver)) cause = origin;
    }
    if (cause) finding.verdict = implied_by(cause->rule->id, *finding.verdict);
  }

  static const Finding* violation_of(std::string_view rule, const std::vector<Finding>& findings) {
    const auto found = std::ranges::find_if(findings, [&](const Finding& finding) {
      return finding.rule->id == rule && finding.verdict->kind == VerdictKind::violation;
    });
    return found == findings.end() ? nullptr : &*found;
  }

  const Policy& policy_;
  const Snapshot& snapshot_;
  const Inventory inventory_;
  const std::chrono::sys_days today_;
};

/// In the order of the subjects' keys.
template <class TakeContainer>
void judge_all(const AuditPass& pass, const Policy& policy, const Snapshot& snapshot,
               const std::function<void(SubjectReport)>& take, const TakeContainer& take_container) {
  take(pass.host());
  take(pass.engine());
  for (const auto& container : snapshot.containers) take_container(SubjectKind::container, container);
  for (const UnreadContainer& container : snapshot.unread) take(pass.unread(container));
  if (policy.judges_stopped()) {
    for (const auto& container : snapshot.stopped) take_container(SubjectKind::stopped_container, container);
  }
  const std::set<std::string_view> in_use = images_in_use(snapshot);
  for (const auto& [id, image] : snapshot.images) {
    if (in_use.contains(id)) take(pass.image(image));
  }
  for (const auto& [id, network] : snapshot.networks) take(pass.network(network));
  for (const auto& [name, service] : snapshot.services) take(pass.service(service));
}

}  // namespace

void judge(const Policy& policy, const Snapshot& snapshot, std::chrono::sys_days today,
           const std::function<void(SubjectReport)>& take) {
  const AuditPass pass(policy, snapshot, today);
  judge_all(pass, policy, snapshot, take,
            [&](SubjectKind kind, const auto& facts) { take(pass.container(kind, facts)); });
}

void judge_changes(const Policy& policy, const PreviousAudit& before, const Snapshot& snapshot,
                   std::chrono::sys_days today, const std::function<void(SubjectReport)>& take,
                   const std::function<void(const SubjectKey&)>& keep) {
  const AuditPass pass(policy, snapshot, today);
  const ChangeSet changes(before, snapshot);
  judge_all(pass, policy, snapshot, take, [&](SubjectKind kind, const auto& facts) {
    const SubjectKey key(kind, facts->identity);
    if (changes.affects(key, facts)) {
      take(pass.container(kind, facts));
    } else {
      keep(key);
    }
  });
}

}  // namespace plimsoll
