pragma Singleton
import QtQuick

// Sizes and colours of the kiosk; no other file names one.
QtObject {
    property bool elder: false
    property bool wide: false

    readonly property color paper: "#F6F4EF"
    readonly property color surface: "#FFFFFF"
    readonly property color ink: "#17263A"
    readonly property color secondary: elder ? "#2E3E52" : "#55657A"
    readonly property color faint: elder ? "#4A586A" : "#8A96A6"
    readonly property color line: elder ? "#B9B3A6" : "#E3DFD6"
    readonly property color primary: "#12506B"
    readonly property color primaryDark: "#0B3A4F"
    readonly property color primaryTint: "#E4EFF3"
    readonly property color accent: "#B4352B"
    readonly property color accentTint: "#F8E9E6"
    readonly property color success: "#2B7A57"
    readonly property color successTint: "#E5F2EB"
    readonly property color warning: elder ? "#7A4A08" : "#A86A12"
    readonly property color warningTint: "#FAF0DD"
    readonly property color focus: "#2F8FB5"
    readonly property color inkOnPrimary: "#FFFFFF"

    readonly property string family: "Noto Sans CJK SC"

    readonly property int small: elder ? 32 : 22
    readonly property int body: elder ? 40 : 28
    readonly property int lead: elder ? 44 : 32
    readonly property int heading: elder ? 48 : 36
    readonly property int title: elder ? 56 : 48
    readonly property int display: elder ? 72 : 64

    readonly property int button: elder ? 112 : 88
    readonly property int bar: elder ? 136 : 120
    readonly property int radius: 20
    readonly property int gap: elder ? 24 : 16
    readonly property int space: elder ? 36 : 32
    readonly property int margin: 48

    function hex(colour) {
        return colour.toString().slice(-6)
    }
}
