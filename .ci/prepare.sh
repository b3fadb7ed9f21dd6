# Read by the scripts journeys and test: makes sure that the tools, the packages and the builds they need are there.
# Says one line for each thing it does, and shows a tool's whole output only when that fails.
# $root is the folder of the project; every function works whatever the current folder is.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$@"
  exit 1
}

need_dotnet() {
  if ! command -v dotnet >/dev/null 2>&1 && [ -x "${DOTNET_ROOT:-$HOME/.dotnet}/dotnet" ]; then
    PATH=${DOTNET_ROOT:-$HOME/.dotnet}:$PATH
  fi
  command -v dotnet >/dev/null 2>&1 ||
    stop "Journeys needs the .NET 10 SDK, and there is no dotnet here. Get it from https://dot.net/download, then try again."
}

need_sdk() {
  dotnet --list-sdks 2>/dev/null | grep -q '^10\.' ||
    stop "Journeys needs the .NET 10 SDK. This machine has:
$(dotnet --list-sdks 2>/dev/null | sed 's/^/  /')
Get .NET 10 from https://dot.net/download, then try again."
}

need_node() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 ||
    stop "Journeys keeps its data in Azurite, which needs Node.js 20 and npm, and they are not here.
Get them from https://nodejs.org, then try again; or use another storage with --storage <connection string>."
  version=$(node --version)
  major=${version#v}
  [ "${major%%.*}" -ge 20 ] || stop "Azurite needs Node.js 20 or later, and this is $version. Get it from https://nodejs.org."
}

# Runs a command quietly in the project's folder; on failure shows what it said, then the advice that fits, and fails.
quietly() {
  quiet_log=$(mktemp "${TMPDIR:-/tmp}/journeys.XXXXXX")
  if (cd "$root" && "$@") >"$quiet_log" 2>&1 </dev/null; then
    rm -f "$quiet_log"
    return 0
  fi
  cat "$quiet_log" >&2
  advise "$quiet_log"
  rm -f "$quiet_log"
  return 1
}

advise() {
  if grep -qE 'npm (ERR|error).*(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|CERT|E50[0-9])' "$1"; then
    say ""
    say "The npm registry cannot be reached: $(npm config get registry 2>/dev/null)"
    say "Check the network and the proxy (HTTPS_PROXY), or name another registry with npm_config_registry, then try again."
  elif grep -qE 'npm (ERR|error).*(E401|E403|E404)' "$1"; then
    say ""
    say "The npm registry refused a package: $(npm config get registry 2>/dev/null)"
    say "Name a registry that has the packages of package-lock.json with npm_config_registry, then try again."
  elif grep -qE 'NU1301|NU1302|Unable to load the service index' "$1"; then
    say ""
    say "A NuGet source cannot be reached. dotnet nuget list source shows which are used."
    say "Check the network and the proxy (HTTPS_PROXY), or the sources in nuget.config, then try again."
  elif grep -qE 'NU1101|NU1102' "$1"; then
    say ""
    say "A NuGet source has not all packages of Directory.Packages.props. dotnet nuget list source shows which are used."
  fi
}

# Azurite, as the lock file says; again only when that has changed.
install_azurite() {
  installed=$root/node_modules/.package-lock.json
  if [ -f "$root/node_modules/azurite/package.json" ] && [ -f "$installed" ] &&
    [ -z "$(find "$root/package-lock.json" -newer "$installed")" ]; then
    return 0
  fi
  say "Installing Azurite from npm ..."
  quietly npm ci --no-audit --no-fund --loglevel=error \
    --fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=5000
}

# Whether a project was never built, or something it is made of has changed since. A folder changes when a file goes.
stale() {
  stamp=$root/$1/obj/journeys.built
  [ -f "$stamp" ] && [ -f "$root/$1/bin/Release/net10.0/$2.dll" ] || return 0
  [ -n "$(find "$root/orchestrations" "$root/runtime" "$root/$1" \
    "$root/docs/diagnostics.md" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" \
    \( -name bin -o -name obj \) -prune -o -newer "$stamp" -print | head -n 1)" ]
}

# Builds a project when it is stale: a build with nothing to do still costs seconds.
build() {
  stale "$1" "$2" || return 0
  need_sdk
  say "Building $2 ..."
  # The stamp is older than the build, so that what is edited meanwhile is built next time.
  for project in orchestrations runtime "$1"; do
    mkdir -p "$root/$project/bin" "$root/$project/obj"
  done
  : >"$root/$1/obj/journeys.building"
  quietly dotnet build "$1/$2.csproj" -c Release -v quiet --nologo -consoleLoggerParameters:NoSummary
  mv -f "$root/$1/obj/journeys.building" "$root/$1/obj/journeys.built"
}
