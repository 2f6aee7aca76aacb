import QtQuick

// Technician mode: the code pad, then a card for each device and each part of machine and network.
Rectangle {
    id: root
    objectName: "technician"
    color: Theme.paper

    // Nothing below is touched through it.
    MouseArea { anchors.fill: parent }

    Column {
        id: head
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.margin
        y: Theme.margin
        spacing: Theme.gap

        Item {
            width: parent.width
            height: Theme.button
            CwText {
                anchors.left: parent.left
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("技术员模式")
                font.pixelSize: Theme.title
                font.weight: Font.Medium
            }
            CwButton {
                objectName: "technicianClose"
                anchors.right: parent.right
                width: 220
                icon: "exit"
                text: qsTr("退出")
                onClicked: technician.close()
            }
        }
        CwText {
            objectName: "technicianVerdict"
            width: parent.width
            visible: technician.door === "open"
            color: technician.running ? Theme.secondary : technician.fit ? Theme.success : Theme.accent
            text: technician.running ? qsTr("正在检测") : technician.fit ? qsTr("可以营业") : qsTr("有项目需要处理")
            font.pixelSize: Theme.lead
        }
    }

    CodePad {
        visible: technician.door === "asking"
        anchors.centerIn: parent
    }

    ScrollArea {
        id: area
        visible: technician.door === "open"
        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: again.top
        anchors.bottomMargin: Theme.gap
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        contentHeight: grid.height

        Grid {
            id: grid
            width: area.width
            columns: Theme.wide ? 3 : 2
            spacing: Theme.gap
            Repeater {
                model: technician.cards
                TechnicianCard {
                    width: (grid.width - (grid.columns - 1) * grid.spacing) / grid.columns
                }
            }
        }
    }

    CwButton {
        id: again
        objectName: "technicianAgain"
        visible: technician.door === "open"
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.margin
        width: Math.min(parent.width - 2 * Theme.margin, 700)
        kind: "primary"
        enabled: !technician.running
        text: qsTr("全部重新检测")
        onClicked: technician.again()
    }
}
