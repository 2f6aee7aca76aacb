import QtQuick

// Digits for the technician's code; what is typed is shown as dots.
Column {
    id: root
    spacing: Theme.space
    width: 480

    CwText {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.lead
        color: technician.wrong ? Theme.accent : Theme.ink
        text: technician.wrong ? qsTr("口令不对，请再试") : qsTr("请输入技术员口令")
    }
    CwText {
        objectName: "technicianDots"
        width: parent.width
        height: Theme.title
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.title
        text: "●".repeat(technician.digits)
    }
    Grid {
        columns: 3
        spacing: Theme.gap
        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0", "enter"]
            CwButton {
                required property string modelData
                readonly property bool word: modelData.length > 1
                objectName: "technician_" + modelData
                width: (root.width - 2 * Theme.gap) / 3
                kind: modelData === "enter" ? "primary" : "plain"
                text: modelData === "erase" ? qsTr("退格") : modelData === "enter" ? qsTr("确定") : modelData
                onClicked: modelData === "erase" ? technician.erase() : modelData === "enter" ? technician.enter() : technician.digit(modelData)
            }
        }
    }
}
