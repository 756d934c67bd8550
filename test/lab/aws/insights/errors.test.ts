import { InsightsQueryError, runInsightsQuery } from '../../../../lab/aws/insights/index';

const run = (query: string) => runInsightsQuery(query, [], { start: 0, end: 1 });

describe('what cannot be run is an error that names it and its place, even over no lines at all', () => {
  test.each([
    ['', 'The query is empty (line 1, column 1)'],
    ['fields a\n| pattern @message', 'Unsupported command "pattern" (line 2, column 3)'],
    ['constructor a', 'Unsupported command "constructor" (line 1, column 1)'],
    ['fields haversine(1, 2, 3, 4)', 'Unsupported function "haversine" (line 1, column 8)'],
    ['fields toString(a)', 'Unsupported function "tostring" (line 1, column 8)'],
    ['stats percentile(a, 3)', 'Unsupported function "percentile" (line 1, column 7)'],
    ['stats count(*) by bin(5x)', '"bin" takes a period such as 5m (line 1, column 23)'],
    ['stats count(*) by bin(a)', '"bin" takes a period such as 5m (line 1, column 23)'],
    ['filter a > 5m', 'Unexpected "5m" (line 1, column 12)'],
    ['stats pct(a)', '"pct" takes 2 arguments, found 1 (line 1, column 7)'],
    ['stats coalesce()', '"coalesce" takes 1 to any number arguments, found 0 (line 1, column 7)'],
    ['stats avg(max(a))', '"max" is an aggregation: it belongs in "stats", not inside another one (line 1, column 11)'],
    ['filter count(*) > 1', '"count" is an aggregation: it belongs in "stats", not inside another one (line 1, column 8)'],
    ['stats count(*) + b by a', 'Field "b" of "stats" needs an aggregation such as max(b) (line 1, column 18)'],
    ['stats count(*) as a by b | stats sum(a) as c | stats max(c)', 'At most two "stats" commands are supported (line 1, column 48)'],
    ['stats count(*) as a by b | sort a | stats sum(a)', '"sort" must come after the second "stats" (line 1, column 28)'],
    ['fields a | dedup a | filter a = 1', 'Only "limit" may follow "dedup", found "filter" (line 1, column 22)'],
    ['limit 10001', '"limit" takes a whole number from 1 to 10000, found "10001" (line 1, column 7)'],
    ['fields a b', 'Expected "|" or the end of the query, found "b" (line 1, column 10)'],
    ['filter a in ["x"', 'Expected "]" after the list, found the end of the query (line 1, column 17)'],
    ['filter a not = 1', 'Expected "like" or "in" after "not", found "=" (line 1, column 14)'],
    ['filter (a = 1', 'Expected ")" after the expression in parentheses, found the end of the query (line 1, column 14)'],
    ['filter a like 5', 'Expected a string or a /regular expression/ (line 1, column 15)'],
    ['filter a like /(/', 'Invalid regular expression'],
    ['filter', 'Expected a field, value or function, found the end of the query (line 1, column 7)'],
    ['filter a = ;', 'Unexpected character ";" (line 1, column 12)'],
    ['fields a[0]', 'Unsupported: brackets after a field name; write a.0 for an element (line 1, column 9)'],
    ['fields a as 5', 'Expected a name after "as", found "5" (line 1, column 13)'],
    ['parse a "x * y *" as one', '"parse" needs a name per "*": 2 stars, 1 names (line 1, column 9)'],
    ['parse a /(x)/', '"parse" needs a group per name: 1 groups, 0 names (line 1, column 1)'],
    ['parse a b', '"parse" takes a "text with *" or a /regular expression/ (line 1, column 9)'],
  ])('%j: %s', (query, message) => {
    expect(() => run(query)).toThrow(InsightsQueryError);
    expect(() => run(query)).toThrow(message);
  });
});
