import QtQuick
import ".."
import "../parts"

// What was asked of the booth's devices and how it goes; the newest on top.
Panel {
    id: panel

    objectName: "requests"
    readonly property string last: app.desk.requests.length > 0
        ? app.desk.requests[0].action + ":" + app.desk.requests[0].state : ""
    readonly property int running: app.desk.requests.filter(r => r.running).length
    readonly property var troubled: app.desk.devices.filter(d => d.state === "fault" || d.state === "warning")

    clip: true

    function paperTitle(paper: string): string {
        const issued = app.caseFile.papers.find(p => p.paper === paper)
        return issued ? issued.title : paper === "application" ? qsTr("申请表") : paper
    }

    function materialName(material: string): string {
        const known = app.caseFile.materials.find(m => m.material === material)
        return known ? known.name : ""
    }

    Item {
        id: top
        width: parent.width
        height: Theme.s(42)

        Say {
            anchors.left: parent.left
            anchors.leftMargin: Theme.s(16)
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("终端设备")
            font.pixelSize: Theme.small
            font.weight: Font.DemiBold
        }
        Tag {
            anchors.right: parent.right
            anchors.rightMargin: Theme.s(12)
            anchors.verticalCenter: parent.verticalCenter
            tone: panel.troubled.length > 0 ? "bad" : "good"
            text: app.desk.devices.length === 0 ? ""
                : panel.troubled.length > 0
                    ? panel.troubled.map(d => Words.device(d.kind) + " " + Words.deviceState(d.state)).join(" · ")
                    : qsTr("设备正常")
        }
    }

    Say {
        anchors.centerIn: parent
        width: parent.width - Theme.s(32)
        visible: app.desk.requests.length === 0 && parent.height > Theme.s(84)
        text: qsTr("可请对方读卡、拍材料、签名、打印，进度显示在这里。")
        color: Theme.faint
        font.pixelSize: Theme.small
        horizontalAlignment: Text.AlignHCenter
        topPadding: Theme.s(24)
    }

    Pages {
        anchors.top: top.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: 0

        Repeater {
            model: app.desk.requests

            Item {
                id: row
                required property var modelData
                width: parent.width
                height: Theme.s(40)

                Icon {
                    anchors.left: parent.left
                    anchors.leftMargin: Theme.s(16)
                    anchors.verticalCenter: parent.verticalCenter
                    name: ({read_card: "card", scan: "scan", sign: "pen", print: "print"})[row.modelData.action] || "doc"
                    size: Theme.s(20)
                    color: Theme.secondary
                }
                Say {
                    anchors.left: parent.left
                    anchors.leftMargin: Theme.s(44)
                    anchors.right: state.left
                    anchors.rightMargin: Theme.s(8)
                    anchors.verticalCenter: parent.verticalCenter
                    text: [Words.action(row.modelData.action), panel.materialName(row.modelData.material),
                           row.modelData.paper ? panel.paperTitle(row.modelData.paper) : ""].filter(w => w !== "").join(" · ")
                    font.pixelSize: Theme.small
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
                Tag {
                    id: state
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.s(12)
                    anchors.verticalCenter: parent.verticalCenter
                    tone: row.modelData.running ? "primary" : row.modelData.state === "done" ? "good" : "bad"
                    text: Words.progress(row.modelData.state)
                }
            }
        }
    }
}
