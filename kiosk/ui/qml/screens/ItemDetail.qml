import QtQuick
import ".."

Page {
    id: root
    readonly property string can: kiosk.item.feasible ?? "no"
    title: kiosk.item.short ?? ""
    sentence: kiosk.item.name ?? ""

    Item { objectName: "itemName"; readonly property string text: kiosk.item.name ?? ""; width: 1; height: 1 }

    Rectangle {
        objectName: "itemFeasible"
        readonly property string state: root.can
        width: root.contentWidth
        height: answer.height + 48
        radius: Theme.radius
        color: root.can === "yes" ? Theme.successTint : Theme.warningTint
        Icon {
            id: answerIcon
            x: 28
            anchors.verticalCenter: parent.verticalCenter
            name: root.can === "yes" ? "check" : "alert"
            size: 52
            colour: root.can === "yes" ? Theme.success : Theme.warning
        }
        CwText {
            id: answer
            anchors.left: answerIcon.right
            anchors.leftMargin: 20
            anchors.right: parent.right
            anchors.rightMargin: 28
            anchors.verticalCenter: parent.verticalCenter
            color: root.can === "yes" ? Theme.success : Theme.warning
            font.weight: Font.Medium
            text: {
                const lacking = (kiosk.item.lacking ?? []).map(kind => Words.device(kind)).join(qsTr("、"))
                if (root.can === "yes") return qsTr("本机现在能办")
                if (root.can === "later") return qsTr("%1正在恢复，可以先取号，恢复后继续").arg(lacking)
                return lacking === "" ? qsTr("此事项须本人到大厅办理") : qsTr("本机没有%1，不能办完").arg(lacking)
            }
        }
    }

    Panel {
        width: root.contentWidth
        padding: 32
        implicitHeight: facts.height + 64
        Grid {
            id: facts
            width: parent.width
            columns: Theme.wide ? 3 : 1
            columnSpacing: 32
            rowSpacing: 12
            Repeater {
                model: [
                    [qsTr("办理部门"), kiosk.item.organ ?? ""],
                    [qsTr("承诺时限"), (kiosk.item.days ?? 0) === 0 ? qsTr("当场办结") : qsTr("%1 个工作日").arg(kiosk.item.days ?? 0)],
                    [qsTr("收费"), kiosk.item.fee ?? ""]
                ]
                Column {
                    id: fact
                    required property var modelData
                    width: Theme.wide ? (facts.width - 64) / 3 : facts.width
                    CwText {
                        text: fact.modelData[0]
                        color: Theme.secondary
                        font.pixelSize: Theme.small
                    }
                    CwText {
                        width: parent.width
                        text: fact.modelData[1]
                    }
                }
            }
        }
    }

    CwText {
        text: qsTr("需要的材料")
        font.pixelSize: Theme.lead
        font.weight: Font.Medium
        topPadding: 12
    }
    Repeater {
        model: kiosk.materials
        MaterialRow {
            width: root.contentWidth
            actions: false
        }
    }

    footer: CwButton {
        objectName: "itemStart"
        width: parent.width
        kind: "primary"
        enabled: root.can !== "no" && kiosk.ready
        text: qsTr("开始办理")
        onClicked: kiosk.intend("start_item")
    }
}
