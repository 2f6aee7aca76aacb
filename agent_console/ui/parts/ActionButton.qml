import QtQuick
import QtQuick.Controls.Basic
import ".."

// A button: `look` is primary, quiet, plain, danger, success or warning; `busy` while what it asked is under way.
AbstractButton {
    id: button

    property string look: "quiet"
    property string glyph: ""
    property bool big: false
    property bool busy: false

    readonly property color tone: look === "danger" ? Theme.accent : look === "success" ? Theme.success
        : look === "warning" ? Theme.warning : Theme.primary
    readonly property bool filled: look === "primary" || (big && (look === "danger" || look === "success"))
    readonly property color front: !enabled ? (checked ? Theme.ink : Theme.faint) : filled ? Theme.surface : tone

    implicitHeight: big ? Theme.s(64) : Theme.controlHeight
    implicitWidth: Math.max(implicitHeight, row.implicitWidth + leftPadding + rightPadding)
    leftPadding: Theme.s(text === "" ? 8 : big ? 28 : 16)
    rightPadding: leftPadding
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.name: text
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.s(button.big ? 16 : 10)
        color: {
            if (!button.enabled && button.checked)
                return Theme.line
            if (!button.enabled)
                return button.filled ? Theme.line : button.look === "plain" ? "transparent" : Theme.paper
            if (button.filled)
                return button.down || button.hovered ? Qt.darker(button.tone, button.down ? 1.35 : 1.15) : button.tone
            if (button.checked || button.down)
                return Theme.primaryTint
            return button.hovered ? Theme.paper : button.look === "plain" ? "transparent" : Theme.surface
        }
        border.width: button.visualFocus ? 2 : button.filled || button.look === "plain" ? 0 : 1
        border.color: button.visualFocus ? Theme.focus
            : !button.enabled ? Theme.line
            : button.look === "quiet" ? (button.checked ? Theme.primary : Theme.line) : button.tone
    }

    contentItem: Item {
        implicitHeight: row.implicitHeight

        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.s(8)

            Icon {
                id: sign

                property real turn: 0

                rotation: button.busy ? turn : 0
                anchors.verticalCenter: parent.verticalCenter
                visible: button.glyph !== "" || button.busy
                name: button.busy ? "retake" : button.glyph
                size: Theme.s(button.big ? 26 : 20)
                color: button.front

                NumberAnimation on turn {
                    running: button.busy && button.visible
                    from: 0
                    to: 360
                    duration: 1400
                    loops: Animation.Infinite
                }
            }
            Say {
                anchors.verticalCenter: parent.verticalCenter
                visible: button.text !== ""
                text: button.text
                color: button.front
                wrapMode: Text.NoWrap
                lineHeight: 1
                font.pixelSize: button.big ? Theme.title : Theme.small
                font.weight: button.filled ? Font.DemiBold : Font.Normal
            }
        }
    }
}
