import QtQuick
import ".."
import "../parts"

// One material: name, how it stands, its pages, the verdict.
Item {
    id: row

    property var entry
    readonly property string verdict: entry.verdict
    readonly property int pages: entry.pages.length
    readonly property bool lacking: entry.needed && entry.capture === "scan" && pages === 0
    readonly property bool asked: app.desk.requests.some(r => r.running && r.action === "scan" && r.material === entry.material)

    objectName: "material_" + entry.material
    implicitHeight: content.implicitHeight + Theme.s(24)

    Rectangle {
        anchors.bottom: parent.bottom
        x: Theme.s(20)
        width: parent.width - Theme.s(40)
        height: 1
        color: Theme.line
    }

    Column {
        id: content
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.s(20)
        anchors.rightMargin: Theme.s(20)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s(8)

        Item {
            width: parent.width
            height: Math.max(name.implicitHeight, Theme.s(36))

            Column {
                id: name
                anchors.left: parent.left
                anchors.right: side.left
                anchors.rightMargin: Theme.s(10)
                anchors.verticalCenter: parent.verticalCenter

                Say {
                    width: parent.width
                    text: row.entry.name
                    font.pixelSize: Theme.small
                    maximumLineCount: 2
                    elide: Text.ElideRight
                }
                Say {
                    width: parent.width
                    visible: text !== "" && row.pages === 0
                    text: row.entry.condition
                    color: Theme.faint
                    font.pixelSize: Theme.tiny
                    maximumLineCount: 2
                    elide: Text.ElideRight
                }
            }
            Row {
                id: side
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.s(8)

                Tag {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: !ask.visible || row.pages > 0
                    tone: row.pages === 0 ? (row.entry.standing === "waiting" ? (row.entry.needed ? "warn" : "plain") : "good")
                        : row.verdict === "qualified" ? "good" : row.verdict === "pending" ? "warn" : "bad"
                    text: row.pages > 0 ? Words.verdict(row.verdict)
                        : row.entry.standing === "waiting" && !row.entry.needed ? Words.necessity(row.entry.necessity)
                        : Words.standing(row.entry.standing)
                }
                Tag {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: ask.visible && row.pages === 0
                    tone: row.entry.needed ? "warn" : "plain"
                    text: Words.necessity(row.entry.necessity)
                }
                ActionButton {
                    id: ask
                    objectName: "askScan_" + row.entry.material
                    anchors.verticalCenter: parent.verticalCenter
                    visible: row.entry.capture === "scan" && row.entry.standing !== "exempt"
                    implicitHeight: Theme.s(34)
                    glyph: "scan"
                    text: row.pages > 0 ? qsTr("补拍") : qsTr("请拍照")
                    busy: row.asked
                    enabled: !row.asked && app.caseFile.step !== "nothing"
                    onClicked: app.desk.askScan(row.entry.material)
                }
            }
        }

        Loader {
            width: parent.width
            active: row.pages > 0
            visible: active
            sourceComponent: pictures
        }
    }

    Component {
        id: pictures

        Row {
            spacing: Theme.s(12)

            Flow {
                width: parent.width - verdicts.width - Theme.s(12)
                spacing: Theme.s(8)

                Repeater {
                    model: row.entry.pages

                    PageThumb {
                        required property var modelData
                        required property int index
                        page: modelData
                        objectName: "page_" + row.entry.material + "_" + index
                        onClicked: app.caseFile.look(row.entry.material, index)
                    }
                }
            }
            Column {
                id: verdicts
                spacing: Theme.s(6)

                Repeater {
                    model: [
                        {name: "qualify_", verdict: "qualified", look: "success", word: qsTr("合格"), glyph: "check"},
                        {name: "unqualify_", verdict: "unqualified", look: "danger", word: qsTr("不合格"), glyph: "cross"},
                        {name: "retake_", verdict: "retake", look: "warning", word: qsTr("退回重拍"), glyph: "retake"}
                    ]

                    ActionButton {
                        required property var modelData
                        objectName: modelData.name + row.entry.material
                        width: Theme.s(140)
                        implicitHeight: Theme.s(34)
                        look: checked ? modelData.look : "quiet"
                        glyph: modelData.glyph
                        text: modelData.word
                        checked: row.verdict === modelData.verdict
                        enabled: app.caseFile.step !== "nothing"
                        onClicked: app.caseFile.judge(row.entry.material, modelData.verdict)
                    }
                }
            }
        }
    }
}
