pragma Singleton
import QtQuick

// What each word of the flow is called on screen.
QtObject {
    id: root

    function trouble(word) {
        switch (word) {
        case "link_lost": return qsTr("网络中断，正在恢复，您的材料已保存")
        case "link_refused": return qsTr("本机暂时不能提供服务，请联系现场工作人员")
        case "seat_lost": return qsTr("与工作人员的连接中断，正在为您重新连接，您的号码和材料都已保留")
        case "peer_lost": return qsTr("对方网络中断，正在恢复，通话仍在继续")
        case "reader_unplugged": return qsTr("读卡器没有连接好，正在恢复。您也可以改用人工核验")
        case "reader_fault": return qsTr("读卡器暂时不能使用，正在恢复。您也可以改用人工核验")
        case "card_unreadable": return qsTr("没有读到证件，请拿起后重新平放在读卡区")
        case "camera_unplugged": return qsTr("高拍仪没有连接好，请稍候再试")
        case "camera_fault": return qsTr("没有拍到照片，请再试一次")
        case "upload_failed": return qsTr("没有传送成功，请再试一次，照片还在")
        case "no_seat": return qsTr("现在没有能办理此事项的工作人员，您可以稍后再取号")
        case "printer_no_paper": return qsTr("打印机缺纸。您可以看屏幕上的回执，装纸后再打印")
        case "printer_fault": return qsTr("打印没有成功，您可以看屏幕上的回执，或再试一次")
        case "form_changed": return qsTr("表单刚刚有修改，请重新阅读后签名")
        case "visit_lost": return qsTr("本次办理已在服务器结束，请重新开始")
        case "not_possible": return qsTr("本机不能继续办理，请到就近的政务服务大厅，或呼叫现场工作人员")
        }
        return ""
    }

    function device(kind) {
        switch (kind) {
        case "id_card_reader": return qsTr("身份证读卡器")
        case "document_camera": return qsTr("高拍仪")
        case "printer": return qsTr("打印机")
        case "camera": return qsTr("摄像头")
        case "microphone": return qsTr("麦克风")
        case "loudspeaker": return qsTr("扬声器")
        case "signature": return qsTr("签名屏")
        }
        return kind
    }

    // What the booth does not do without a device, and what stands in for it.
    function lacking(kind) {
        switch (kind) {
        case "id_card_reader": return qsTr("读取身份证（可人工核验）")
        case "document_camera": return qsTr("拍摄材料")
        case "printer": return qsTr("打印回执（可看屏幕）")
        case "camera": return qsTr("视频画面")
        }
        return kind
    }

    function deviceState(state) {
        switch (state) {
        case "ok": return qsTr("正常")
        case "busy": return qsTr("使用中")
        case "warning": return qsTr("请留意")
        case "initialising": return qsTr("检查中")
        case "fault": return qsTr("故障")
        case "disabled": return qsTr("未配备")
        }
        return state
    }

    function sex(code) {
        return code === "1" ? qsTr("男") : code === "2" ? qsTr("女") : code === "9" ? qsTr("未说明") : qsTr("未知")
    }

    function card(kind) {
        switch (kind) {
        case "resident": return qsTr("居民身份证")
        case "hmt_permit": return qsTr("港澳台居民居住证")
        case "foreign_pr": return qsTr("外国人永久居留身份证")
        }
        return ""
    }

    function warning(word) {
        switch (word) {
        case "no_page": return qsTr("没有找到纸张的边")
        case "blurred": return qsTr("有些模糊")
        case "dark": return qsTr("光线太暗")
        case "glare": return qsTr("有反光")
        case "cut_off": return qsTr("纸张没有拍全")
        }
        return word
    }

    function verdict(word) {
        switch (word) {
        case "qualified": return qsTr("合格")
        case "unqualified": return qsTr("不合格")
        case "retake": return qsTr("请重拍")
        }
        return ""
    }

    function paper(name) {
        switch (name) {
        case "application": return qsTr("申请表")
        case "receipt": return qsTr("收件凭证")
        case "acceptance": return qsTr("受理通知书")
        case "supplement": return qsTr("补正材料通知书")
        case "refusal": return qsTr("不予受理通知书")
        }
        return name
    }

    function caseState(state) {
        switch (state) {
        case "draft": return qsTr("填报中")
        case "submitted": return qsTr("已提交")
        case "received": return qsTr("已收件")
        case "supplement": return qsTr("需补正材料")
        case "accepted": return qsTr("已受理")
        case "refused": return qsTr("不予受理")
        case "withdrawn": return qsTr("已撤回")
        }
        return ""
    }

    function rating(level) {
        return [qsTr("非常不满意"), qsTr("不满意"), qsTr("基本满意"), qsTr("满意"), qsTr("非常满意")][level - 1]
    }

    // GB/T 39734-2020, annex B.
    function ratingCodes(level) {
        switch (level) {
        case 5: return [["510", qsTr("一窗受理一次办结")], ["511", qsTr("可以先受理后补材料")], ["512", qsTr("不用提交证明")], ["513", qsTr("可以全程网上办理")],
                        ["514", qsTr("可以使用手机办理")], ["515", qsTr("可以就近办理")], ["516", qsTr("无需材料直接办理")], ["517", qsTr("服务热情效率高")]]
        case 4: return [["406", qsTr("填写一张表单就可完成申报")], ["407", qsTr("在线提交材料窗口核验")], ["408", qsTr("一张清单告知全部申报材料")], ["409", qsTr("用告知承诺减免申报材料")],
                        ["410", qsTr("可以在线预约办理")], ["411", qsTr("跑大厅一次办完")], ["412", qsTr("可以使用自助机办理")], ["413", qsTr("服务态度较好")]]
        case 3: return [["307", qsTr("一次性告知需要补正的材料")], ["308", qsTr("提供申报材料样本")], ["309", qsTr("在承诺的时间内办结")], ["310", qsTr("办事指南指引准确")],
                        ["311", qsTr("按办事指南要求的材料即可办理")], ["312", qsTr("可以快递送达")], ["313", qsTr("跑动次数与承诺的一致")], ["314", qsTr("服务态度一般")]]
        case 2: return [["207", qsTr("没有提供材料样本")], ["208", qsTr("没有提供材料清单")], ["209", qsTr("未在承诺时间内办结")], ["210", qsTr("同样内容的证明材料被要求多次提交")],
                        ["211", qsTr("承诺网办但无法在线办理")], ["212", qsTr("在线预约办理后到实体大厅重复取号排队")], ["213", qsTr("窗口人员业务不熟练")], ["214", qsTr("服务态度生硬")]]
        case 1: return [["108", qsTr("在办事指南之外增加新的审批条件")], ["109", qsTr("需提供办事指南之外的申报材料")], ["110", qsTr("无理由超过法定办理时间")], ["111", qsTr("办事指南提供样本有错")],
                        ["112", qsTr("承诺在线收取申报材料实际无法收取")], ["113", qsTr("多头跑窗口和部门")], ["114", qsTr("跑动次数与承诺的不一致")], ["115", qsTr("服务态度差效率低")]]
        }
        return []
    }
}
