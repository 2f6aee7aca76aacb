import QtQuick

// kind: primary (one a screen), plain, quiet (no frame), danger.
Rectangle {
    id: root

    property string text: ""
    property string icon: ""
    property string kind: "plain"
    property bool busy: false
    property bool stacked: false
    property int textSize: Theme.body
    signal clicked

    readonly property color _ink: !enabled ? Theme.faint : kind === "primary" ? Theme.inkOnPrimary
                                 : kind === "danger" ? Theme.accent : Theme.primary

    implicitHeight: Theme.button
    implicitWidth: Math.max(160, content.implicitWidth + 64)
    radius: Math.min(height / 2, 44)
    color: kind === "quiet" ? (tap.pressed ? Theme.primaryTint : "transparent")
         : !enabled ? "#ECE9E1"
         : kind === "primary" ? (tap.pressed ? Theme.primaryDark : Theme.primary)
         : tap.pressed ? Theme.primaryTint : Theme.surface
    border.width: kind === "plain" || kind === "danger" ? 2 : 0
    border.color: !enabled ? Theme.line : kind === "danger" ? Theme.accent : Theme.primary
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: if (enabled) clicked()

    Rectangle {
        anchors.fill: parent
        anchors.margins: -5
        radius: parent.radius + 5
        color: "transparent"
        border.width: 3
        border.color: Theme.focus
        visible: root.activeFocus
    }

    Grid {
        id: content
        anchors.centerIn: parent
        columns: root.stacked ? 1 : 2
        spacing: root.stacked ? 6 : 16
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Icon {
            visible: root.icon !== ""
            name: root.icon
            colour: root._ink
            size: root.stacked ? root.textSize * 1.5 : root.textSize * 1.3
        }
        Text {
            width: Math.min(implicitWidth, root.width - (root.icon !== "" && !root.stacked ? root.textSize * 1.3 + 16 : 0) - 24)
            text: root.busy ? root.text + " …" : root.text
            color: root._ink
            font.family: Theme.family
            font.pixelSize: root.textSize
            font.weight: root.kind === "primary" ? Font.Medium : Font.Normal
            elide: Text.ElideRight
            textFormat: Text.PlainText
        }
    }

    Keys.onReturnPressed: clicked()
    Keys.onSpacePressed: clicked()

    TapHandler {
        id: tap
        enabled: root.enabled && !root.busy
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: root.clicked()
    }
}
