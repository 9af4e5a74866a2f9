// S32: what to do, what happened, and what happened to the money.
import QtQuick
import Kiosk

StatementPage {
    id: page

    sign: "attention"
    title: noticeWords.todo
    why: noticeWords.why
    money: moneyText.said

    NoticeWords {
        id: noticeWords

        notice: page.shown.notice
        triesLeft: page.shown.triesLeft
        amount: page.shown.amount
    }

    MoneyText {
        id: moneyText

        money: page.shown.money
        amount: page.shown.amount
    }
}
