pragma Singleton

import QtQuick

// The sentence for each word of the vocabulary.
QtObject {
    function presence(word: string): string {
        switch (word) {
        case "ready": return qsTr("空闲")
        case "away": return qsTr("小休")
        case "ringing": return qsTr("振铃")
        case "in_call": return qsTr("通话中")
        case "after_call": return qsTr("事后处理")
        }
        return qsTr("离线")
    }

    function caseState(word: string): string {
        switch (word) {
        case "draft": return qsTr("填报中")
        case "submitted": return qsTr("已提交")
        case "received": return qsTr("已收件")
        case "supplement": return qsTr("已告知补正")
        case "accepted": return qsTr("已受理")
        case "refused": return qsTr("不予受理")
        case "withdrawn": return qsTr("已撤回")
        }
        return ""
    }

    function verdict(word: string): string {
        switch (word) {
        case "qualified": return qsTr("合格")
        case "unqualified": return qsTr("不合格")
        case "retake": return qsTr("已退回重拍")
        }
        return qsTr("待核验")
    }

    function standing(word: string): string {
        switch (word) {
        case "exempt": return qsTr("免交")
        case "shared": return qsTr("部门共享，免提交")
        case "from_card": return qsTr("已读取芯片")
        case "signed": return qsTr("已签名")
        case "photographed": return ""
        }
        return qsTr("尚未收到")
    }

    function necessity(word: string): string {
        switch (word) {
        case "required": return qsTr("必交")
        case "conditional": return qsTr("视情况")
        case "tolerable": return qsTr("可容缺")
        }
        return qsTr("选交")
    }

    function warning(word: string): string {
        switch (word) {
        case "blurred": return qsTr("模糊")
        case "dark": return qsTr("过暗")
        case "glare": return qsTr("反光")
        case "cut_off": return qsTr("边缘不全")
        case "no_page": return qsTr("未找到页面")
        }
        return word
    }

    function action(word: string): string {
        switch (word) {
        case "read_card": return qsTr("读取身份证")
        case "scan": return qsTr("拍摄材料")
        case "sign": return qsTr("阅读并签名")
        case "print": return qsTr("打印")
        }
        return word
    }

    function progress(word: string): string {
        switch (word) {
        case "asked": return qsTr("已发出")
        case "shown": return qsTr("办事人操作中")
        case "done": return qsTr("已完成")
        case "refused": return qsTr("未同意或暂不能进行")
        case "timed_out": return qsTr("超时未完成")
        case "fault": return qsTr("设备故障")
        case "cancelled": return qsTr("已取消")
        }
        return word
    }

    function device(word: string): string {
        switch (word) {
        case "id_card_reader": return qsTr("读卡器")
        case "document_camera": return qsTr("高拍仪")
        case "signature": return qsTr("签名屏")
        case "printer": return qsTr("打印机")
        case "camera": return qsTr("摄像头")
        case "microphone": return qsTr("麦克风")
        case "loudspeaker": return qsTr("扬声器")
        }
        return word
    }

    function deviceState(word: string): string {
        switch (word) {
        case "ok": return qsTr("正常")
        case "warning": return qsTr("需留意")
        case "fault": return qsTr("故障")
        case "busy": return qsTr("使用中")
        case "disabled": return qsTr("未启用")
        }
        return qsTr("启动中")
    }

    function callEnd(word: string): string {
        switch (word) {
        case "served": return qsTr("已办结")
        case "hung_up": return qsTr("已挂断，业务未办结")
        case "citizen_left": return qsTr("办事人已离开")
        case "kiosk_lost": return qsTr("对方终端失去连接")
        case "seat_lost": return qsTr("坐席失去连接，已重新排队")
        case "device_fault": return qsTr("设备故障，通话结束")
        }
        return qsTr("通话已结束")
    }

    function login(word: string, seconds: int): string {
        switch (word) {
        case "wrong": return qsTr("工号或密码不正确，请重新输入。")
        case "too_often": return seconds > 0 ? qsTr("输错次数过多，请在 %1 秒后再试。").arg(seconds)
                                             : qsTr("输错次数过多，请稍后再试。")
        case "unreachable": return qsTr("连接不上服务器，请检查网络或联系技术人员。")
        case "not_a_seat": return qsTr("这个账号不是坐席账号，不能在此登录。")
        case "refused": return qsTr("服务器已结束本次登录，请重新登录。")
        }
        return word === "" ? "" : qsTr("服务器没有正常应答，请稍后再试。")
    }

    function failure(word: string): string {
        switch (word) {
        case "conflict": return qsTr("办事人刚刚改过此项，已保留办事人填写的内容。")
        case "wrong_state": return qsTr("现在还不能这样操作，办件状态已有变化。")
        case "invalid": return qsTr("填写内容不符合要求，请核对后再试。")
        case "not_permitted": return qsTr("您没有进行此操作的权限。")
        case "unknown": return qsTr("对方已离开或该请求已失效。")
        case "too_often": return qsTr("操作过于频繁，请稍候。")
        case "storage_full": return qsTr("服务器存储空间不足，请联系技术人员。")
        case "draining": return qsTr("服务器正在维护，请稍候。")
        }
        return qsTr("操作没有成功，请再试一次。")
    }

    function notice(word: string, code: string): string {
        switch (word) {
        case "offer_missed": return qsTr("来电未接听，已转给其他坐席。")
        case "offer_withdrawn": return qsTr("来电已取消。")
        case "sent_away": return qsTr("多次未接听，已为您切换到小休。")
        case "citizen_left": return qsTr("办事人已离开，通话结束。")
        case "kiosk_lost": return qsTr("对方终端失去连接，通话结束，办件已保存。")
        case "call_lost": return qsTr("通话已中断，办件已保存。")
        }
        return failure(code)
    }

    function span(seconds: real): string {
        const whole = Math.max(0, Math.floor(seconds))
        const minutes = Math.floor(whole / 60)
        return minutes > 0 ? qsTr("%1 分 %2 秒").arg(minutes).arg(whole % 60) : qsTr("%1 秒").arg(whole)
    }

    function clock(seconds: real): string {
        const whole = Math.max(0, Math.floor(seconds))
        const two = (n) => (n < 10 ? "0" : "") + n
        const hours = Math.floor(whole / 3600)
        const rest = two(Math.floor(whole / 60) % 60) + ":" + two(whole % 60)
        return hours > 0 ? hours + ":" + rest : rest
    }
}
