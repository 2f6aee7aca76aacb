import QtQuick
import ".."
import "../parts"

// Who calls, about what, and two big answers.
FocusScope {
    id: screen

    focus: true
    Keys.onReturnPressed: app.desk.accept()
    Keys.onEnterPressed: app.desk.accept()
    Keys.onEscapePressed: app.desk.decline()
    onVisibleChanged: if (visible) forceActiveFocus()

    Panel {
        anchors.centerIn: parent
        width: Theme.s(1040)
        height: content.implicitHeight + Theme.s(96)
        radius: Theme.s(20)

        Column {
            id: content
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.leftMargin: Theme.s(56)
            anchors.rightMargin: Theme.s(56)
            spacing: Theme.s(36)

            Row {
                width: parent.width
                spacing: Theme.s(56)

                Countdown {
                    id: remaining
                    objectName: "offerRemaining"
                    anchors.verticalCenter: parent.verticalCenter
                    remaining: app.desk.answering ? 0 : (app.desk.offer.until || 0) - app.now
                    opacity: app.desk.answering ? 0.3 : 1
                }
                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - remaining.width - Theme.s(56)
                    spacing: Theme.s(12)

                    Row {
                        spacing: Theme.s(10)
                        Say {
                            text: app.desk.answering ? qsTr("正在接通…") : qsTr("来电")
                            color: Theme.primary
                            font.pixelSize: Theme.title
                            font.weight: Font.DemiBold
                            wrapMode: Text.NoWrap
                        }
                        Tag {
                            anchors.verticalCenter: parent.verticalCenter
                            text: app.desk.offer.ticket || ""
                        }
                        Tag {
                            anchors.verticalCenter: parent.verticalCenter
                            tone: "warn"
                            glyph: "retake"
                            text: app.desk.offer.returning ? qsTr("上次通话中断，请先看备注") : ""
                        }
                    }
                    Say {
                        objectName: "offerCitizen"
                        width: parent.width
                        text: app.desk.offer.citizen || qsTr("未出示证件")
                        font.pixelSize: Theme.s(56)
                        font.weight: Font.DemiBold
                        lineHeight: 1.1
                    }
                    Say {
                        objectName: "offerItem"
                        width: parent.width
                        text: app.desk.offer.item || ""
                        font.pixelSize: Theme.s(26)
                    }
                    Row {
                        spacing: Theme.s(8)
                        Icon { anchors.verticalCenter: parent.verticalCenter; name: "hall"; size: Theme.s(20); color: Theme.secondary }
                        Say {
                            objectName: "offerHall"
                            text: [app.desk.offer.hall, app.desk.offer.place].filter(w => w).join(" · ")
                            color: Theme.secondary
                            wrapMode: Text.NoWrap
                        }
                    }
                    Row {
                        spacing: Theme.s(8)
                        Icon { anchors.verticalCenter: parent.verticalCenter; name: "clock"; size: Theme.s(20); color: Theme.secondary }
                        Say {
                            text: qsTr("已等候 %1").arg(Words.span(app.desk.offer.waited || 0))
                            color: Theme.secondary
                            wrapMode: Text.NoWrap
                        }
                    }
                }
            }

            Row {
                width: parent.width
                spacing: Theme.s(20)

                ActionButton {
                    objectName: "acceptOffer"
                    width: (parent.width - Theme.s(20)) * 0.68
                    implicitHeight: Theme.s(84)
                    big: true
                    look: "success"
                    glyph: "phone"
                    text: qsTr("接听  Enter")
                    busy: app.desk.answering
                    enabled: !app.desk.answering
                    onClicked: app.desk.accept()
                }
                ActionButton {
                    objectName: "declineOffer"
                    width: (parent.width - Theme.s(20)) * 0.32
                    implicitHeight: Theme.s(84)
                    big: true
                    look: "quiet"
                    text: qsTr("拒接  Esc")
                    enabled: !app.desk.answering
                    onClicked: app.desk.decline()
                }
            }
        }
    }
}
