// resource-in-loop: a client, connection or session that each round of a for loop opens anew, with the same
// arguments.
#include <algorithm>
#include <array>

#include "analysis/rules/made_in_loop.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/waiting.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 20> callees = {
    "AsyncClient",    "Client",          "ClientSession", "Elasticsearch", "FTP",
    "HTTPConnection", "HTTPSConnection", "MongoClient",   "PoolManager",   "Redis",
    "SMTP",           "SMTP_SSL",        "SSHClient",     "Session",       "StrictRedis",
    "client",         "connect",         "create_engine", "from_url",      "resource"};

struct Resource {
  std::string_view called;
  bool database;  // what the evidence case is
};
constexpr std::array rows = std::to_array<Resource>({
    {"MySQLdb.connect", true},
    {"aiohttp.ClientSession", false},
    {"asyncpg.connect", true},
    {"boto3.Session", false},
    {"boto3.client", false},
    {"boto3.resource", false},
    {"elasticsearch.Elasticsearch", false},
    {"ftplib.FTP", false},
    {"http.client.HTTPConnection", false},
    {"http.client.HTTPSConnection", false},
    {"httpx.AsyncClient", false},
    {"httpx.Client", false},
    {"paramiko.SSHClient", false},
    {"psycopg.connect", true},
    {"psycopg2.connect", true},
    {"pymongo.MongoClient", true},
    {"pymysql.connect", true},
    {"redis.Redis", true},
    {"redis.StrictRedis", true},
    {"redis.from_url", true},
    {"requests.Session", false},
    {"smtplib.SMTP", false},
    {"smtplib.SMTP_SSL", false},
    {"sqlalchemy.create_engine", true},
    {"sqlite3.connect", true},
    {"urllib3.PoolManager", false},
});

const Resource* find_row(std::string_view called) {
  const auto at =
      std::lower_bound(rows.begin(), rows.end(), called,
                       [](const Resource& row, std::string_view name) { return row.called < name; });
  return at != rows.end() && at->called == called ? &*at : nullptr;
}

// A database of its own each time: it begins empty.
bool is_in_memory(Node construction) {
  const std::string_view text = construction.child(Field::arguments).text();
  return text.find("memory") != std::string_view::npos || text == "(\"\")" || text == "('')";
}

void check(const Facts& facts, Node node, Report& report) {
  const Node loop = facts.enclosing_loop(node);
  if (!loop) return;
  const std::string called = called_name(facts, node);
  const Resource* row = find_row(called);
  if (row == nullptr || is_in_memory(node) || loop_that_could_share(facts, node) != loop) return;
  const std::string callee = shown(node.child(Field::function));
  Finding& finding = report.add(
      node, "`" + callee +
                "()` opens anew on each round what all rounds could share: a handshake or an opening "
                "a round; open it once before the loop");
  report.remark().evidence_case = row->database ? "database" : "http";
  add_move_before(facts, node, loop, "Open it once before the loop",
                  "one is shared by all rounds, and opened also where there is none", finding);
}

}  // namespace

extern const Rule resource_in_loop;
const Rule resource_in_loop = {"resource-in-loop", Impact::growth, Topic::io, kinds, check, callees};

}  // namespace perfhint
