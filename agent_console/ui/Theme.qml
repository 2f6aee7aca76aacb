pragma Singleton

import QtQuick

// Colours, sizes and type of the console; `k` fits everything to the window.
QtObject {
    property real k: 1

    readonly property color paper: "#F6F4EF"
    readonly property color surface: "#FFFFFF"
    readonly property color ink: "#17263A"
    readonly property color secondary: "#55657A"
    readonly property color faint: "#8A96A6"
    readonly property color line: "#E3DFD6"
    readonly property color primary: "#12506B"
    readonly property color primaryDark: "#0B3A4F"
    readonly property color primaryTint: "#E4EFF3"
    readonly property color accent: "#B4352B"
    readonly property color accentDark: "#8F2820"
    readonly property color accentTint: "#F8E9E6"
    readonly property color success: "#2B7A57"
    readonly property color successTint: "#E5F2EB"
    readonly property color warning: "#A86A12"
    readonly property color warningTint: "#FAF0DD"
    readonly property color focus: "#2F8FB5"
    readonly property color night: "#1B2430"

    readonly property string family: "Noto Sans CJK SC"

    readonly property int tiny: s(13)
    readonly property int small: s(15)
    readonly property int body: s(17)
    readonly property int title: s(21)
    readonly property int head: s(32)
    readonly property int display: s(52)

    readonly property int gap: s(16)
    readonly property int radius: s(12)
    readonly property int controlHeight: s(44)

    function s(pixels: real): int {
        return Math.round(pixels * k)
    }
}
