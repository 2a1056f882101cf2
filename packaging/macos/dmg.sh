#!/bin/sh
# A macOS app and disk image from PyInstaller's folder. NOT BUILT HERE: no macOS was at hand.
#   python3 dev.py package && IDENTITY="Developer ID Application: …" packaging/macos/dmg.sh 0.1.0
# Wants Xcode's command line tools. Without IDENTITY the app is signed for this Mac alone (ad hoc).
set -eu
version=${1:?which version, like 0.1.0}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
app="$root/dist/Watchfloor.app"
image="$root/dist/watchfloor-$version.dmg"

laid=$(mktemp -d)

rm -rf "$app" "$image"
mkdir -p "$app/Contents/MacOS" "$app/Contents/Resources"
cp -R "$root/dist/watchfloor/." "$app/Contents/MacOS/"
sed "s/@VERSION@/$version/" "$here/Info.plist" >"$app/Contents/Info.plist"

icons=$(mktemp -d)/watchfloor.iconset
mkdir -p "$icons"
"$root/.venv/bin/python" "$root/packaging/icons/make_icons.py" "$icons"
for size in 16 32 128 256 512; do
    mv "$icons/watchfloor-$size.png" "$icons/icon_${size}x${size}.png"
done
rm -f "$icons"/watchfloor-*.png
iconutil --convert icns --output "$app/Contents/Resources/watchfloor.icns" "$icons"

# Chromium's processes need to make code at run time; everything else runs hardened.
codesign --force --deep --options runtime --timestamp --entitlements "$here/entitlements.plist" \
    --sign "${IDENTITY:--}" "$app"
# Beside the app: the manual, and the file for /Library/Application Support/watchfloor with which whoever administers
# this Mac locks settings for all its users.
cp -R "$app" "$laid/"
ln -s /Applications "$laid/Applications"
"$root/.venv/bin/python" "$root/packaging/manual_pdf.py" "$laid/Manual.pdf"
cp "$root/packaging/linux/settings.toml" "$laid/settings.toml"
hdiutil create -volname "Watchfloor $version" -srcfolder "$laid" -ov -format UDZO "$image"
echo "$image: now notarize it with xcrun notarytool and staple the ticket."
