import QtQuick
import ".."
import "../parts"

// The item's form by sections, filled in together with the citizen.
Panel {
    id: panel

    readonly property var head: app.caseFile.head

    clip: true

    Item {
        id: top
        width: parent.width
        height: titles.implicitHeight + Theme.s(32)

        Column {
            id: titles
            anchors.left: parent.left
            anchors.leftMargin: Theme.s(24)
            anchors.right: state.left
            anchors.rightMargin: Theme.s(16)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s(2)

            Say {
                width: parent.width
                text: panel.head.item || qsTr("尚未选定事项")
                font.pixelSize: Theme.s(23)
                font.weight: Font.DemiBold
                maximumLineCount: 2
                elide: Text.ElideRight
            }
            Say {
                width: parent.width
                visible: text !== ""
                text: panel.head.no ? qsTr("流水号 %1").arg(panel.head.no) : ""
                color: Theme.faint
                font.pixelSize: Theme.tiny
                wrapMode: Text.NoWrap
                elide: Text.ElideMiddle
            }
        }
        Column {
            id: state
            anchors.right: parent.right
            anchors.rightMargin: Theme.s(20)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s(6)

            Tag {
                anchors.right: parent.right
                implicitHeight: Theme.s(30)
                tone: app.caseFile.state === "accepted" ? "good"
                    : app.caseFile.state === "refused" || app.caseFile.state === "supplement" ? "bad" : "primary"
                text: Words.caseState(app.caseFile.state)
            }
            Say {
                anchors.right: parent.right
                visible: text !== ""
                text: panel.head.due ? qsTr("办结期限 %1").arg(panel.head.due) : ""
                color: Theme.secondary
                font.pixelSize: Theme.tiny
                wrapMode: Text.NoWrap
            }
        }
        Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
    }

    Say {
        anchors.centerIn: parent
        width: parent.width - Theme.s(96)
        visible: app.caseFile.sections.length === 0
        text: qsTr("办事人选定事项后，申请表显示在这里。")
        color: Theme.faint
        horizontalAlignment: Text.AlignHCenter
    }

    Pages {
        id: pages
        anchors.top: top.bottom
        anchors.bottom: foot.top
        width: parent.width
        padding: Theme.s(24)
        spacing: Theme.s(26)

        Repeater {
            model: app.caseFile.sections

            Column {
                id: section
                required property var modelData
                width: parent.width
                spacing: Theme.s(14)

                Row {
                    spacing: Theme.s(10)
                    Rectangle {
                        anchors.verticalCenter: parent.verticalCenter
                        width: Theme.s(4)
                        height: Theme.s(18)
                        radius: width / 2
                        color: Theme.primary
                    }
                    Say {
                        text: section.modelData.title
                        font.pixelSize: Theme.body
                        font.weight: Font.DemiBold
                    }
                }
                Flow {
                    id: grid
                    readonly property real half: Math.floor((width - spacing) / 2)
                    width: parent.width
                    spacing: Theme.s(18)

                    Repeater {
                        model: section.modelData.fields

                        FormField {
                            required property var modelData
                            field: modelData
                            width: needsWidth ? grid.width : grid.half
                        }
                    }
                }
            }
        }
    }

    Rectangle {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 1
        x: 1
        width: parent.width - 2
        height: Theme.s(44)
        radius: Theme.radius
        color: Theme.surface

        Rectangle { width: parent.width; height: 1; color: Theme.line }
        Row {
            anchors.left: parent.left
            anchors.leftMargin: Theme.s(24)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s(10)

            Tag {
                tone: app.caseFile.missing > 0 ? "warn" : "good"
                glyph: app.caseFile.missing > 0 ? "" : "check"
                text: app.caseFile.sections.length === 0 ? ""
                    : app.caseFile.missing > 0 ? qsTr("还缺 %1 项").arg(app.caseFile.missing) : qsTr("必填项已齐")
            }
            Tag {
                tone: "bad"
                text: app.caseFile.wrong > 0 ? qsTr("%1 项有误").arg(app.caseFile.wrong) : ""
            }
            Tag {
                text: app.caseFile.isOpen && !app.caseFile.editable ? qsTr("已签名，内容不再改动") : ""
            }
        }
        Row {
            anchors.right: parent.right
            anchors.rightMargin: Theme.s(20)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s(14)
            visible: app.caseFile.sections.length > 0

            OriginTag { anchors.verticalCenter: parent.verticalCenter; source: "card" }
            OriginTag { anchors.verticalCenter: parent.verticalCenter; source: "citizen" }
            OriginTag { anchors.verticalCenter: parent.verticalCenter; source: "agent" }
        }
    }
}
