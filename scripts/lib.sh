# Shared by every script here: finds or installs what the project needs, once.
# Meant to be sourced. Everything that is built by hand lands in $TOOLS, outside
# target/, so that a `cargo clean` or a fresh clone does not build it again.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
TOOLS="${TROUBLESHOOTER_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/claude-troubleshooter}"
TRUNK_VERSION=0.21.14
BINARYEN_VERSION=132.0.0
mkdir -p "$TOOLS/bin"
export PATH="$TOOLS/bin:$PATH"
# One build folder for every clone on a machine would mix their artefacts: keep cargo's default.
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-never}"

say() { printf '• %s\n' "$*"; }
fail() { printf '✗ %s\n' "$*" >&2; exit 1; }

# run_logged NAME COMMAND…: quiet when it works, the last lines of its output when it does not.
run_logged() {
  local name="$1" log
  shift
  log="$TOOLS/$name.log"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 25 "$log" >&2
    return 1
  fi
}

apt_install() {
  command -v apt-get >/dev/null || return 1
  local sudo=""
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || return 1
    sudo="sudo -n"
  fi
  if [ ! -e "$TOOLS/apt-updated" ] || [ -n "$(find "$TOOLS/apt-updated" -mtime +0)" ]; then
    run_logged apt-update $sudo apt-get update -qq || return 1
    touch "$TOOLS/apt-updated"
  fi
  run_logged "apt-$1" $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

wasm_libdir() { rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null; }
has_wasm_std() { ls "$(wasm_libdir)"/libstd-*.rlib >/dev/null 2>&1; }

# Where rustup cannot download: Debian's compiler and a std that is built once from its sources.
debian_wasm() {
  local rustc=/usr/bin/rustc lld llvm stamp scratch libdir
  dpkg -s rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web >/dev/null 2>&1 ||
    apt_install rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web || return 1
  llvm="$($rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')"
  lld="lld-$llvm"
  command -v "$lld" >/dev/null || apt_install "$lld" || return 1
  ln -sf "$(command -v "$lld")" "$TOOLS/bin/rust-lld"
  libdir="$($rustc --print target-libdir --target wasm32-unknown-unknown)"
  # A compiler update changes the stamp and builds std again.
  stamp="$libdir/.built-for-$($rustc -vV | sha256sum | cut -c1-16)"
  if [ ! -e "$stamp" ]; then
    say "building the standard library for wasm once (about a minute)"
    scratch="$(mktemp -d)"
    mkdir -p "$scratch/src"
    printf '[package]\nname = "scratch"\nversion = "0.0.0"\nedition = "2021"\n' >"$scratch/Cargo.toml"
    : >"$scratch/src/lib.rs"
    (
      cd "$scratch" && unset RUSTUP_TOOLCHAIN &&
        RUSTC=$rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR="$scratch/target" \
          run_logged wasm-std /usr/bin/cargo build -Z build-std=std,panic_abort,proc_macro,test \
          --target wasm32-unknown-unknown --release --lib
    ) || return 1
    mkdir -p "$libdir"
    rm -f "$libdir"/*.rlib "$libdir"/.built-for-*
    find "$scratch/target/wasm32-unknown-unknown/release/deps" -name 'lib*.rlib' ! -name 'libscratch-*' \
      -exec cp {} "$libdir/" \;
    touch "$stamp"
    rm -rf "$scratch"
  fi
  if command -v rustup >/dev/null; then
    rustup toolchain list 2>/dev/null | grep -q '^wasm-deb' || run_logged link rustup toolchain link wasm-deb /usr || return 1
    export RUSTUP_TOOLCHAIN=wasm-deb
  fi
}

need_wasm_target() {
  command -v rustc >/dev/null || command -v apt-get >/dev/null ||
    fail "Rust is missing: install it from https://rustup.rs and run this again."
  # TROUBLESHOOTER_DEBIAN=1 takes the second way at once; it is how that way is tested where rustup works.
  if [ "${TROUBLESHOOTER_DEBIAN:-}" = 1 ]; then
    debian_wasm || fail "Debian's compiler could not be set up: see $TOOLS/*.log."
    return
  fi
  if command -v rustc >/dev/null && has_wasm_std; then return; fi
  # A refusal is remembered for a day, so that the second run does not wait for it again.
  find "$TOOLS/rustup-refused" -mmin +1440 -delete 2>/dev/null || true
  if [ ! -e "$TOOLS/rustup-refused" ] && command -v rustup >/dev/null; then
    if run_logged rustup-target timeout 120 rustup target add wasm32-unknown-unknown && has_wasm_std; then
      say "wasm32-unknown-unknown: added by rustup"
      return
    fi
    touch "$TOOLS/rustup-refused"
  fi
  debian_wasm || fail "The target wasm32-unknown-unknown is missing: 'rustup target add wasm32-unknown-unknown' did not work, and neither did Debian's compiler (see $TOOLS/*.log)."
  say "wasm32-unknown-unknown: Debian's compiler ($(rustc --version))"
}

need_trunk() {
  command -v trunk >/dev/null && return
  say "building trunk $TRUNK_VERSION once (3 to 6 minutes)"
  # rustup's own compiler where there is one: trunk needs no wasm target.
  (unset RUSTUP_TOOLCHAIN; CARGO_TARGET_DIR="$TOOLS/build" run_logged trunk cargo install --debug --no-default-features \
    --locked --root "$TOOLS" "trunk@$TRUNK_VERSION") || fail "trunk $TRUNK_VERSION could not be built: see $TOOLS/trunk.log."
  rm -rf "$TOOLS/build"
}

need_wasm_bindgen() {
  local want
  want="$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' "$ROOT/Cargo.lock")"
  [ "$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $want" ] && return
  say "building wasm-bindgen-cli $want once (2 minutes)"
  # Not --locked: its own lock file names a crate version that some registries lack.
  (unset RUSTUP_TOOLCHAIN; CARGO_TARGET_DIR="$TOOLS/build" run_logged wasm-bindgen cargo install --force \
    --root "$TOOLS" "wasm-bindgen-cli@$want") || fail "wasm-bindgen-cli $want could not be built: see $TOOLS/wasm-bindgen.log."
  rm -rf "$TOOLS/build"
}

need_node() {
  command -v node >/dev/null && command -v npm >/dev/null && return
  apt_install nodejs npm || fail "Node.js 20 or later with npm is missing: install it from https://nodejs.org and run this again."
}

need_wasm_opt() {
  command -v wasm-opt >/dev/null && wasm-opt --version | grep -qE 'version 1[1-9][0-9]' && return
  need_node
  say "fetching wasm-opt (npm package binaryen $BINARYEN_VERSION)"
  mkdir -p "$TOOLS/node"
  run_logged wasm-opt npm install --prefix "$TOOLS/node" --ignore-scripts --no-audit --no-fund "binaryen@$BINARYEN_VERSION" ||
    fail "wasm-opt could not be fetched from the npm registry: see $TOOLS/wasm-opt.log."
  ln -sf "$TOOLS/node/node_modules/.bin/wasm-opt" "$TOOLS/bin/wasm-opt"
}

need_browser() {
  if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then
    apt_install chromium chromium-driver fonts-noto-core ||
      fail "Chromium and ChromeDriver are missing: install both so that they are on PATH and run this again."
  fi
}

# Everything after this works offline: one place that needs the registry.
fetch_crates() {
  run_logged fetch cargo fetch --locked || fail "The crates of Cargo.lock could not be fetched: see $TOOLS/fetch.log."
}

# The browser tests' own packages, installed once outside the project and found through a link.
need_e2e() {
  need_node
  local stamp
  stamp="$(sha256sum "$ROOT/tests/e2e/package-lock.json" | cut -c1-16)"
  if [ ! -e "$TOOLS/e2e-$stamp/node_modules" ]; then
    say "fetching the browser tests' packages"
    mkdir -p "$TOOLS/e2e-$stamp"
    cp "$ROOT/tests/e2e/package.json" "$ROOT/tests/e2e/package-lock.json" "$TOOLS/e2e-$stamp/"
    run_logged e2e env PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix "$TOOLS/e2e-$stamp" --ignore-scripts --no-audit --no-fund ||
      { rm -rf "$TOOLS/e2e-$stamp"; fail "The packages of tests/e2e/package-lock.json could not be fetched from the npm registry: see $TOOLS/e2e.log."; }
  fi
  ln -sfn "$TOOLS/e2e-$stamp/node_modules" "$ROOT/tests/e2e/node_modules"
}

# wasm-bindgen's test runner drives a headless Chromium through ChromeDriver.
component_tests() {
  CHROMEDRIVER="$(command -v chromedriver)" WASM_BINDGEN_TEST_TIMEOUT=120 \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
    cargo test --offline --locked --target wasm32-unknown-unknown --features web --test components
}
