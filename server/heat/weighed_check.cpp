#include "server/heat/weighed_check.h"

#include <utility>

namespace perfhint::server {

Checked found_for_weighing(std::shared_ptr<const Module> module, Settings settings, const Checked* before,
                           std::stop_token stop) {
  settings.profiled = true;
  return check(std::move(module), settings, before, std::move(stop));
}

Checked check_weighed(std::shared_ptr<const Module> module, const Settings& settings, const FileProfile& file,
                      std::stop_token stop) {
  const Checked found = found_for_weighing(std::move(module), settings, nullptr, std::move(stop));
  return weighed(found, settings, measured_text(file, found.module()).measured);
}

}  // namespace perfhint::server
