import QtQuick
import ".."
import "../parts"

// The call: the citizen on the left, the form in the middle, materials and decision on the right.
Item {
    id: screen

    signal decided(string decision)
    signal hangUpAsked()

    Row {
        anchors.fill: parent
        anchors.margins: Theme.gap
        spacing: Theme.gap

        CitizenColumn {
            width: Math.round(parent.width * 0.27)
            height: parent.height
            onHangUpAsked: screen.hangUpAsked()
        }
        Item {
            width: parent.width - Math.round(parent.width * 0.27) - Math.round(parent.width * 0.29) - 2 * Theme.gap
            height: parent.height

            FormPanel { anchors.fill: parent }
        }
        Column {
            id: right
            width: Math.round(parent.width * 0.29)
            height: parent.height
            spacing: Theme.gap

            MaterialPanel {
                width: parent.width
                height: parent.height - decision.height - Theme.gap
            }
            DecisionPanel {
                id: decision
                width: parent.width
                onDecided: (decision) => screen.decided(decision)
            }
        }
    }

    Viewer {
        visible: app.viewer.isOpen
        x: Math.round((parent.width - 2 * Theme.gap) * 0.27) + 2 * Theme.gap
        y: Theme.gap
        width: parent.width - x - Theme.gap
        height: parent.height - 2 * Theme.gap
    }
}
