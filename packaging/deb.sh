#!/usr/bin/env bash
# Packs dist/callassist, which packaging/freeze.sh makes, as a Debian package: dist/callassist_VERSION_ARCHITECTURE.deb.
#
#   packaging/deb.sh [--lintian]      with --lintian also looks through the package; errors stop it
#
# Needs dpkg-dev, and on this machine the system's libraries that the app uses (what it depends on is found out by them).
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "${BASH_SOURCE[0]}")/.."
umask 022

readonly frozen=dist/callassist home=/opt/callassist parts=packaging/debian stage=build/deb

stop() {
    printf 'deb: %s\n' "$*" >&2
    exit 1
}

command -v dpkg-shlibdeps >/dev/null || stop "dpkg-shlibdeps is missing: apt-get install -y dpkg-dev"
[[ -x $frozen/callassist ]] || stop "there is no $frozen; packaging/freeze.sh makes it"

version="$(sed -n 's/^version = "\(.*\)"$/\1/p' pyproject.toml)"
architecture="$(dpkg --print-architecture)"
package="dist/callassist_${version}_$architecture.deb"
readonly version architecture package

# ── What goes where ─────────────────────────────────────────────────────────────────────────────────────────

rm -rf "$stage"
root="$stage/root"
# DEBIAN: dpkg-shlibdeps takes the folder above it for the root of the package.
install -d "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$root/usr/share/doc/callassist"
cp -a "$frozen" "$root$home"
find "$root" -type d -exec chmod 755 {} +
find "$root$home" -type f ! -name 'callassist*' -exec chmod 644 {} +
chmod 755 "$root$home"/callassist{,-hook}
ln -s "$home"/callassist{,-hook} "$root/usr/bin/"

for entry in "$parts"/*.desktop packaging/linux/*.desktop; do
    install -D -m 644 "$entry" "$root/usr/share/applications/${entry##*/}"
done
install -D -m 644 -t "$root/usr/share/metainfo" "$parts"/*.metainfo.xml
build/venv/bin/python packaging/icons.py "$stage/icons"
for icon in "$stage"/icons/callassist-*.png; do
    size="${icon##*-}" size="${size%.png}"
    install -D -m 644 "$icon" "$root/usr/share/icons/hicolor/${size}x$size/apps/callassist.png"
done
install -D -m 644 resources/icons/callassist.svg "$root/usr/share/icons/hicolor/scalable/apps/callassist.svg"
for page in "$parts"/*.1; do
    install -D -m 644 "$page" "$root/usr/share/man/man1/${page##*/}"
    gzip -9n "$root/usr/share/man/man1/${page##*/}"
done
install -m 644 "$parts/copyright" "$root/usr/share/doc/callassist/copyright"
gzip -9nc "$parts/changelog" >"$root/usr/share/doc/callassist/changelog.gz"
install -D -m 644 "$parts/lintian-overrides" "$root/usr/share/lintian/overrides/callassist"

# ── What it depends on ──────────────────────────────────────────────────────────────────────────────────────

# Prints the packages that hold the libraries which the app's files ask for, with the versions they need.
libraries() {
    local files=() private=()
    # dpkg-shlibdeps wants a source package around it.
    install -d "$stage/debian"
    printf 'Source: callassist\n\nPackage: callassist\nArchitecture: any\n' >"$stage/debian/control"
    mapfile -d '' files < <(find "$root$home" -type f \( -name '*.so*' -o -perm -100 \) -print0)
    # Libraries that come along are no dependencies; they are found in the folders that hold any.
    mapfile -t private < <(find "$root$home" -name '*.so*' -printf '%h\n' | sort -u)
    (cd "$stage" && dpkg-shlibdeps -O --ignore-missing-info --warnings=0 \
        "${private[@]/#$stage\//-l}" "${files[@]/#$stage\//-e}") | sed 's/^shlibs:Depends=//'
}

asked_for="$(libraries)"
[[ -n $asked_for ]] || stop "dpkg-shlibdeps found no libraries at all"
by_name="$(awk '!/^#/ && NF { printf "%s%s", sep, $1; sep = ", " }' "$parts/by-name.txt")"
size="$(du --summarize --apparent-size --block-size=1024 "$root" | cut -f 1)"
sed -e "s|@VERSION@|$version|; s|@ARCHITECTURE@|$architecture|; s|@SIZE@|$size|" \
    -e "s|@LIBRARIES@|$asked_for|; s|@BY_NAME@|$by_name|" "$parts/control.in" >"$root/DEBIAN/control"
(cd "$root" && find opt usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"

dpkg-deb --root-owner-group -Zzstd -z9 --build "$root" "$package" >/dev/null
if [[ ${1-} == --lintian ]]; then
    # Debian 12's lintian can't read zstd, so it gets the same package in another packing.
    dpkg-deb --root-owner-group -Zgzip -z1 --build "$root" "$stage/" >/dev/null
    lintian --fail-on error --tag-display-limit 0 "$stage/${package##*/}"
fi
printf 'deb: %s, %s\n' "$package" "$(du --human-readable "$package" | cut -f 1)" >&2
