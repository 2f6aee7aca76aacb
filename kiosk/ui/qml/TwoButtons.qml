import QtQuick

// Two answers of equal size, side by side.
Row {
    id: root
    property alias first: firstButton
    property alias second: secondButton
    signal firstClicked
    signal secondClicked

    width: parent ? parent.width : 800
    spacing: Theme.gap
    CwButton {
        id: firstButton
        width: (root.width - root.spacing) / 2
        onClicked: root.firstClicked()
    }
    CwButton {
        id: secondButton
        width: (root.width - root.spacing) / 2
        kind: "primary"
        onClicked: root.secondClicked()
    }
}
