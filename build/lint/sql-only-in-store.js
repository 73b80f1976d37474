// Finds SQL outside the store by how it reads, so that prose such as "update the clerk" passes.
const leadIn = String.raw`^(?:\s|--[^\n]*\n|/\*[\s\S]*?\*/)*`;
const statements = [
  String.raw`select\s[\s\S]*?\sfrom\s`,
  String.raw`select\s+(?:\d|\$\d|\w+\s*\()`,
  String.raw`insert\s+into\s`,
  String.raw`update\s+(?:only\s+)?[\w."]+(?:\s+(?:as\s+)?\w+)?\s+set\s`,
  String.raw`delete\s+from\s`,
  String.raw`merge\s+into\s`,
  String.raw`with\s+(?:recursive\s+)?\w+\s*(?:\([^)]*\)\s*)?as\s+(?:(?:not\s+)?materialized\s*)?\(`,
  String.raw`create\s+(?:or\s+replace\s+|unique\s+|temp(?:orary)?\s+|unlogged\s+)*(?:table|index|view|schema|database|function|trigger|type|sequence|role|extension|materialized)\b`,
  String.raw`alter\s+(?:table|index|view|schema|database|role|type|sequence|system)\b`,
  String.raw`drop\s+(?:table|index|view|schema|database|function|trigger|type|sequence|role|owned)\b`,
  String.raw`truncate\s+(?:table\s+)?[\w."]+\s*(?:,|;|$|cascade|restart)`,
  String.raw`(?:listen|unlisten)\s+[\w"*]+;?\s*$`,
  String.raw`notify\s+\w+\s*(?:,|;|$)`,
  String.raw`lock\s+table\s`,
  String.raw`set\s+(?:local\s+|session\s+)[\w.]+\s*(?:=|\sto\s)`,
  String.raw`set\s+transaction\s`,
  String.raw`begin(?:;|\s+(?:transaction|isolation|read|work))`,
  String.raw`(?:rollback|release)\s+(?:to\s+)?savepoint\s|savepoint\s+\w+;?\s*$`,
  String.raw`copy\s+[\w."(][\s\S]*\s(?:from|to)\s+(?:stdin|stdout|program)`,
];
const looksLikeSql = new RegExp(`${leadIn}(?:${statements.join('|')})`, 'i');

const builders = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']);

/** @type {import('eslint').Rule.RuleModule} */
export const sqlOnlyInStore = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      sql: 'SQL belongs in server/store/tables/<table>.ts or server/store/reads/<noun>.ts: export a function there and call it here.',
    },
  },
  create(context) {
    const report = (node) => context.report({ node, messageId: 'sql' });
    return {
      Literal(node) {
        if (typeof node.value === 'string' && looksLikeSql.test(node.value)) report(node);
      },
      TemplateLiteral(node) {
        // `sql` in front of it is reported as such, whatever it holds
        if (node.parent.type === 'TaggedTemplateExpression') return;
        // a word for each hole keeps `insert into ${table} …` readable as a statement
        if (looksLikeSql.test(node.quasis.map((part) => part.value.raw).join('hole'))) report(node);
      },
      TaggedTemplateExpression(node) {
        if (node.tag.type === 'Identifier' && node.tag.name === 'sql') report(node);
      },
      CallExpression(node) {
        const callee = node.callee;
        if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return;
        if (builders.has(callee.property.name)) report(node);
      },
    };
  },
};
