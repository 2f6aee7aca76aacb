"""What the command line tells a technician about each reason of a `DeviceError`: what it is and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from devices.errors import DeviceError

_SENTENCES = {
    "unplugged": "设备未连接，请检查接线 / the device is not there: check its plug and the path",
    "cannot_open": "无法打开设备 / the device cannot be opened: is it a serial port, and may this user open it?",
    "busy": "设备被占用 / another program uses the device: end it first",
    "no_answer": "设备没有应答 / the device does not answer: check its power, cable and baud rate",
    "garbled": "通信受干扰 / the answers make no sense: check the cable and the baud rate",
    "sam_fault": "读卡器安全模块故障 / the reader's security module reports a fault: the reader needs service",
    "no_card": "没有检测到证件 / no card was put on the reader in time",
    "card_left": "证件仍在读卡器上 / the card still lies on the reader",
    "card_fault": "证件读取失败，请拿起后重新放置 / the card could not be read: lift it and put it back",
    "unknown_card": "不支持的证件 / this is not an ID card that the reader knows",
    "blank_card": "证件芯片无内容 / the card's chip holds no name or number",
    "card_removed": "卡片被取走，请重新放入 / the card was taken out too early: put it in again",
    "no_service": "智能卡服务未运行 / the smart-card service does not run: start pcscd",
    "key_needed": "需要机读码或卡面六位数字 / a travel document opens by its MRZ, or by its printed CAN",
    "wrong_key": "机读码或卡面数字不符，请核对 / this MRZ or CAN does not open the document: compare the print",
    "pin_needed": "该卡需要密码 / this card wants a PIN",
    "wrong_pin": "密码错误 / the PIN is wrong",
    "no_code": "没有读到条码或二维码 / no code was read: show it flat, whole and without glare",
    "no_line_end": "扫码器没有发送结束符 / the scanner ends no line: set it to send CR LF after each code",
    "no_face": "没有检测到人脸 / no face was found: look straight at the camera, in even light",
    "many_faces": "画面中不止一人 / more than one face: only the citizen may be in the picture",
    "no_models": "识别模型缺失，请重新安装 / the models are missing: install the devices extra again",
    "empty": "文件为空 / the file is empty",
    "missing": "没有可用的图片 / there is no picture to take",
    "too_big": "图片过大 / the picture is too big",
    "not_a_picture": "不是可识别的图片 / this is not a picture, or only a part of one",
    "no_paper": "打印机缺纸 / the printer is out of paper",
    "jam": "打印机卡纸 / paper is jammed in the printer",
    "cover_open": "打印机盖未关 / the printer's cover is open",
    "refused": "打印机拒绝了任务 / the printer refused the job",
    "job_unknown": "打印结果未知，请查看出纸口 / the job's fate is unknown: look at the printer before printing again",
    "full": "磁盘已满 / the disk is full",
    "offline": "打印机离线 / the printer is offline: press its FEED or ONLINE key",
    "cutter": "切刀故障 / the printer's knife is stuck: switch it off, clear the paper, switch it on",
    "printer_fault": "打印机故障 / the printer reports a fault: switch it off and on; if it stays, it needs service",
    "no_rasterizer": "缺少绘制程序 / PDFs cannot be drawn for a receipt printer: install poppler-utils",
    "no_docs": "进纸器中没有纸 / the scanner's feeder is empty",
    "jammed": "扫描仪卡纸 / paper is jammed in the scanner's feeder",
    "io_error": "扫描仪通信出错 / the scanner broke off: check its cable, switch it off and on",
    "access_denied": "没有访问权限 / this user may not use the device: add him to the groups scanner and lp",
    "unsupported": "设备不支持 / the device cannot do that",
    "no_image": "扫描仪没有给出图像 / the scanner gave no picture",
    "no_memory": "内存不足 / not enough memory: choose a lower resolution",
    "not_done": "未在规定时间内完成 / not done in time, and ended",
    "no_driver": "缺少驱动程序 / a program is not installed: sane-utils for scanners, libusb-1.0-0 for USB printers",
    "driver_failed": "驱动程序出错 / the driver crashed: try again; if it stays, update it",
    "cancelled": "已取消 / cancelled",
}


def sentence(error: DeviceError) -> str:
    """Return the sentence for an error; a reason without one is told as it is."""
    known = _SENTENCES.get(error.reason, error.reason)
    return f"{known} ({error.detail})" if error.detail else known
