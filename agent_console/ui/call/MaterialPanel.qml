import QtQuick
import ".."
import "../parts"

// The item's materials with their pictures and verdicts, then the papers that were issued.
Panel {
    id: panel

    clip: true

    Say {
        id: heading
        x: Theme.s(20)
        y: Theme.s(14)
        text: qsTr("材料与文书")
        font.weight: Font.DemiBold
    }

    Pages {
        anchors.top: heading.bottom
        anchors.topMargin: Theme.s(8)
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 1
        width: parent.width
        spacing: 0

        Repeater {
            model: app.caseFile.materials

            MaterialRow {
                required property var modelData
                entry: modelData
                width: parent.width
            }
        }
        Item {
            width: parent.width
            height: papers.implicitHeight + Theme.s(28)
            visible: app.caseFile.papers.length > 0

            Column {
                id: papers
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.margins: Theme.s(20)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.s(8)

                Repeater {
                    model: app.caseFile.papers

                    PaperRow {
                        required property var modelData
                        entry: modelData
                        width: parent.width
                    }
                }
            }
        }
    }
}
