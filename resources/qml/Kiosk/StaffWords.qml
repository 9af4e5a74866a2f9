// The texts of the supervisor menu, by word id; what stands in their places comes with the id.
pragma Singleton
import QtQuick
import "staff"

QtObject {
    id: words

    // By parts of the menu, so that a person finds a text and two people seldom change the same file.
    readonly property EntranceWords entrance: EntranceWords {}
    readonly property StatusWords status: StatusWords {}
    readonly property BalancingWords balancing: BalancingWords {}
    readonly property CashWords cash: CashWords {}
    readonly property SupplyWords supply: SupplyWords {}
    readonly property TestWords tests: TestWords {}
    readonly property JournalWords journal: JournalWords {}
    readonly property SystemWords system: SystemWords {}
    readonly property var all: Object.assign({}, ...[words.entrance, words.status, words.balancing, words.cash, words.supply, words.tests, words.journal, words.system].map(part => part.texts))

    // A cell as it is read: a word with what stands in its places, or data as it is.
    function cell(shown: var): string {
        return shown.id === "" ? shown.text : words.said(shown.id, shown.args);
    }

    function said(id: string, args: var): string {
        return (words.all[id] ?? id).replace(/%(\d)/g, (place, number) => words.placed(args[number - 1]) ?? place);
    }

    // What stands in a place may be a text itself.
    function placed(arg: var): var {
        return typeof arg === "object" ? words.cell(arg) : arg;
    }
}
