// The table, and what is only made from it.

#include <arpa/inet.h>
#include <sys/un.h>

#include <algorithm>
#include <array>

#include "lib/config/config.hpp"

namespace plimsoll {
namespace {

std::string why_not_path(const std::string& text) {
  return text.starts_with('/') ? "" : "write the whole path, from /";
}

std::string why_not_path_or_empty(const std::string& text) { return text.empty() ? "" : why_not_path(text); }

std::string why_not_socket_path(const std::string& text) {
  constexpr std::size_t kLongest = sizeof(sockaddr_un::sun_path) - 1;
  if (text.size() > kLongest) return "use at most " + std::to_string(kLongest) + " bytes";
  return why_not_path(text);
}

bool is_ip_address(std::string_view host) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  const bool brackets = host.starts_with('[') && host.ends_with(']');
  const std::string literal(brackets ? host.substr(1, host.size() - 2) : host);
  return inet_pton(brackets ? AF_INET6 : AF_INET, literal.c_str(), address.data()) == 1;
}

bool is_port(std::string_view digits) {
  return !digits.empty() && digits.size() <= 5 && digits.find_first_not_of("0123456789") == std::string_view::npos &&
         std::stoi(std::string(digits)) <= 65535;
}

std::string why_not_listen_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (text.empty()) return {};
  if (colon != std::string::npos && is_ip_address(std::string_view(text).substr(0, colon)) &&
      is_port(std::string_view(text).substr(colon + 1))) {
    return {};
  }
  return "write IPV4:PORT or [IPV6]:PORT, or \"\" to listen nowhere";
}

std::string why_not_host_name(const std::string& text) {
  const bool allowed = std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
  });
  return allowed ? "" : "write a host name without a port or pattern";
}

const ConfigOption kOptions[] = {
    {.section = "engine",
     .name = "address",
     .field = &Config::engine_address,
     .about = "Socket of the engine, as unix:///path; empty: DOCKER_HOST, else unix:///var/run/docker.sock."},
    {.section = "engine",
     .name = "request_deadline_seconds",
     .field = &Config::engine_request_deadline,
     .about = "How long one answer of the engine may take.",
     .minimum = 1,
     .maximum = 300},
    {.section = "engine",
     .name = "max_response_mib",
     .field = &Config::engine_max_response_mib,
     .about = "Largest answer about one subject that is read, in MiB.",
     .minimum = 1,
     .maximum = 64},
    {.section = "audit",
     .name = "interval_seconds",
     .field = &Config::audit_interval,
     .about = "How often everything is listed again, whatever the engine's events say.",
     .minimum = 1,
     .maximum = 3600},
    {.section = "audit",
     .name = "reread_within_seconds",
     .field = &Config::audit_reread_within,
     .about = "How long a container may go unread and unjudged that no list and no event says has changed.",
     .minimum = 1,
     .maximum = 86400},
    {.section = "web",
     .name = "listen_address",
     .field = &Config::web_listen_address,
     .about = "Where /metrics and the health pages are served; empty: nowhere.",
     .check = why_not_listen_address},
    {.section = "web",
     .name = "allowed_hosts",
     .field = &Config::web_allowed_hosts,
     .about = "Host names that requests may be addressed to, besides localhost and IP addresses.",
     .check = why_not_host_name},
    {.section = "metrics",
     .name = "min_severity",
     .field = &Config::metrics_min_severity,
     .about = "Open findings of this severity and above have a series each."},
    {.section = "metrics",
     .name = "max_series",
     .field = &Config::metrics_max_series,
     .about = "At most so many of these series, the most severe first; the rest is counted.",
     .minimum = 0,
     .maximum = 1'000'000},
    {.section = "status",
     .name = "socket",
     .field = &Config::status_socket,
     .about = "Unix socket that the plimsoll command asks.",
     .check = why_not_socket_path},
    {.section = "policy",
     .name = "file",
     .field = &Config::policy_file,
     .about = "What is judged and how; empty: no file. Without this file and directory, the built-in policy.",
     .check = why_not_path_or_empty},
    {.section = "policy",
     .name = "directory",
     .field = &Config::policy_directory,
     .about = "Its *.yaml are read after the policy file, by name; empty: none.",
     .check = why_not_path_or_empty},
    {.section = "images",
     .name = "scan_reports",
     .field = &Config::scan_reports,
     .about = "Directory where Trivy or Grype leave their JSON reports; empty: none, and what is scanned is unknown.",
     .check = why_not_path_or_empty},
    {.section = "host",
     .name = "accept_unreadable",
     .field = &Config::host_accept_unreadable,
     .about =
         "Host facts that need a capability are unreadable on purpose: this alone does not make plimsoll degraded."},
    {.section = "exec",
     .name = "record_arguments",
     .field = &Config::exec_record_arguments,
     .about = "Keep the text of the arguments of commands that are run with docker exec: it may hold secrets."},
};

struct Show {
  const Config& config;

  std::string operator()(std::string Config::* field) const { return "\"" + config.*field + "\""; }
  std::string operator()(std::int64_t Config::* field) const { return std::to_string(config.*field); }
  std::string operator()(std::chrono::seconds Config::* field) const { return std::to_string((config.*field).count()); }
  std::string operator()(bool Config::* field) const { return config.*field ? "true" : "false"; }
  std::string operator()(Severity Config::* field) const { return std::string(to_string(config.*field)); }
  std::string operator()(std::vector<std::string> Config::* field) const {
    std::string list;
    for (const std::string& text : config.*field) list += (list.empty() ? "\"" : ", \"") + text + "\"";
    return "[" + list + "]";
  }
};

std::string range_of(const ConfigOption& option) {
  if (std::holds_alternative<Severity Config::*>(option.field)) return " (low, medium, high or critical)";
  if (std::holds_alternative<bool Config::*>(option.field)) return " (true or false)";
  if (option.maximum == 0) return {};
  return " (" + std::to_string(option.minimum) + " to " + std::to_string(option.maximum) + ")";
}

std::string about_and_range(const ConfigOption& option) {
  return std::string(option.about.substr(0, option.about.size() - 1)) + range_of(option) + ".";
}

}  // namespace

std::string ConfigOption::key() const { return std::string(section) + "." + std::string(name); }

std::string ConfigOption::flag() const {
  std::string flag = "--" + key();
  std::ranges::replace(flag, '_', '-');
  return flag;
}

std::span<const ConfigOption> config_options() { return kOptions; }

std::string default_of(const ConfigOption& option) { return std::visit(Show{Config()}, option.field); }

std::string help_of(const ConfigOption& option) {
  return about_and_range(option) + " Default: " + default_of(option) + ".";
}

std::string sample_config() {
  std::string sample =
      "# How plimsolld runs. Every key is here with its default; what is judged is in policy.yaml.\n"
      "# Check a change with: plimsolld --check-config\n";
  std::string_view section;
  for (const ConfigOption& option : kOptions) {
    if (option.section != section) sample += "\n" + std::string(option.section) + ":\n";
    section = option.section;
    sample += "  # " + about_and_range(option) + "\n  " + std::string(option.name) + ": " + default_of(option) + "\n";
  }
  return sample;
}

}  // namespace plimsoll
