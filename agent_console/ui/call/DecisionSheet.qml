import QtQuick
import QtQuick.Controls.Basic
import ".."
import "../parts"

// Confirms a decision; a refusal needs its ground, a supplement shows the complete list.
Sheet {
    id: sheet

    property string decision: ""
    readonly property var lacking: decision === "" || !app.caseFile.isOpen ? []
        : (app.caseFile.state, app.caseFile.materials, app.caseFile.lacksOf(decision, reason.text))
    readonly property var wrong: decision === "supplement" && app.caseFile.isOpen
        ? (app.caseFile.materials, app.caseFile.defects()) : []

    function ask(which: string): void {
        decision = which
        visible = true
        if (which !== "accept")
            reason.forceActiveFocus()
    }

    function close(): void {
        visible = false
        decision = ""
        reason.clear()
    }

    heading: decision === "accept" ? qsTr("确认受理？") : decision === "supplement" ? qsTr("一次性告知补正") : qsTr("不予受理")
    onDismissed: close()

    Connections {
        target: app.caseFile
        function onChanged(): void {
            if (!app.caseFile.isOpen || ["submitted", "received"].indexOf(app.caseFile.state) < 0)
                sheet.close()
        }
    }

    Say {
        width: parent.width
        text: sheet.decision === "accept"
            ? qsTr("将出具受理通知书，承诺 %1 个工作日内办结。").arg(app.caseFile.head.promised)
            : sheet.decision === "supplement"
                ? qsTr("以下内容将一次性告知办事人，并出具补正材料通知书。")
                : qsTr("理由将写入不予受理通知书，并告知救济途径。")
        color: Theme.secondary
    }
    Column {
        width: parent.width
        spacing: Theme.s(6)
        visible: sheet.wrong.length > 0

        Repeater {
            model: sheet.wrong

            Row {
                id: defect
                required property string modelData
                spacing: Theme.s(8)
                Icon { name: "warn"; size: Theme.s(18); color: Theme.warning; anchors.verticalCenter: parent.verticalCenter }
                Say { text: defect.modelData; font.pixelSize: Theme.small }
            }
        }
    }
    TextArea {
        id: reason
        objectName: "decideReason"
        width: parent.width
        height: Theme.s(132)
        visible: sheet.decision !== "accept"
        wrapMode: TextEdit.Wrap
        font.family: Theme.family
        font.pixelSize: Theme.body
        color: Theme.ink
        placeholderTextColor: Theme.faint
        placeholderText: sheet.decision === "refuse" ? qsTr("不予受理的理由（必填）") : qsTr("补正说明（可不填）")
        KeyNavigation.priority: KeyNavigation.BeforeItem
        KeyNavigation.tab: confirm
        background: Rectangle {
            radius: Theme.s(10)
            color: Theme.surface
            border.width: reason.activeFocus ? 2 : 1
            border.color: reason.activeFocus ? Theme.focus : Theme.line
        }
    }
    Say {
        width: parent.width
        visible: sheet.lacking.length > 0
        text: sheet.lacking.join(qsTr("；"))
        color: Theme.warning
        font.pixelSize: Theme.small
    }
    Row {
        anchors.right: parent.right
        spacing: Theme.s(12)

        ActionButton {
            objectName: "decideCancel"
            implicitHeight: Theme.s(52)
            text: qsTr("返回")
            onClicked: sheet.close()
        }
        ActionButton {
            id: confirm
            objectName: "decideConfirm"
            implicitHeight: Theme.s(52)
            big: true
            look: sheet.decision === "refuse" ? "danger" : sheet.decision === "accept" ? "success" : "primary"
            text: sheet.decision === "accept" ? qsTr("确认受理") : sheet.decision === "supplement" ? qsTr("告知补正") : qsTr("不予受理")
            enabled: sheet.lacking.length === 0
            onClicked: {
                app.caseFile.decide(sheet.decision, reason.text)
                sheet.close()
            }
        }
    }
}
