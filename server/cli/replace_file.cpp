// POSIX: O_EXCL, so that no one else's file or link is written to; fsync, so that the rename never comes
// first.
#include "server/cli/replace_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <random>
#include <system_error>

namespace perfhint::server::cli {

namespace {

namespace fs = std::filesystem;

fs::path temporary_beside(const fs::path& path) {
  std::random_device random;
  return path.parent_path() / ("." + path.filename().string() + ".perfhint-" + std::to_string(random()));
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) return errno;
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

// Giving a file away may be forbidden, and takes mode bits: the owner first, then the mode.
int take_after(int descriptor, const struct stat& like) {
  if (fchown(descriptor, like.st_uid, like.st_gid) != 0 && errno != EPERM) return errno;
  return fchmod(descriptor, like.st_mode & 07777) == 0 ? 0 : errno;
}

// On the disk when this returns. Answers errno's number, or 0.
int write_new_file(const fs::path& path, std::string_view bytes, const fs::path& target) {
  struct stat like {};
  const bool exists = stat(target.c_str(), &like) == 0;
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, exists ? 0600 : 0666);
  if (descriptor < 0) return errno;
  int failed = write_all(descriptor, bytes);
  if (failed == 0 && exists) failed = take_after(descriptor, like);
  if (failed == 0 && fsync(descriptor) != 0) failed = errno;
  if (close(descriptor) != 0 && failed == 0) failed = errno;
  return failed;
}

}  // namespace

std::string replace_file(const fs::path& path, std::string_view bytes,
                         const std::optional<std::string>& before) {
  std::error_code error;
  fs::path target = fs::canonical(path, error);  // through symbolic links
  if (error == std::errc::no_such_file_or_directory && !before) {
    target = fs::absolute(path, error);
  }
  if (error) return "is not written: " + error.message();
  const fs::path temporary = temporary_beside(target);
  std::string problem;
  if (const int failed = write_new_file(temporary, bytes, target); failed != 0) {
    problem = "is not written: cannot write beside it in " + target.parent_path().string() + ": " +
              std::generic_category().message(failed);
  } else if (before && bytes_of(target) != *before) {
    problem = "is not written: it has changed since it was read; run perfhint again";
  } else {
    fs::rename(temporary, target, error);
    if (!error) return {};
    problem = "is not written: " + error.message();
  }
  fs::remove(temporary, error);
  return problem;
}

}  // namespace perfhint::server::cli
