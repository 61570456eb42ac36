import { SQLDialect } from '@codemirror/lang-sql';

/** The words of Flink's SQL. Naming words replaces CodeMirror's standard ones: all are listed. */

const KEYWORDS = `
add after all alter analyze and any as asc at batch begin between by
call cascade case cast catalog catalogs changelog check collate column columns comment compact compute connection constraint
create cross cube current cursor database databases default delete desc describe descriptor disable distinct distributed drop
else enable end enforced escape estimated_cost except exclude execute exists explain extended extract
fetch filter first following for freshness from full function functions
generated global grant group grouping having hash hints
if ignore in include including incremental inner insert intersect interval into is
jar jars job jobs join json_execution_plan key last lateral left like limit load
match_recognize materialized measures merge metadata metrics minus modify module modules
natural next no not nulls of offset on only option or order ordinality outer over overwrite overwriting
partition partitioned partitions pattern per percent permute plan plan_advice preceding primary procedure procedures
range recursive references refresh refresh_mode remove rename replace reset resume right rollup row rows running
savepoint select semi set sets show similar some source statement statistics stop subset suspend symmetric
table tables tablesample temporary then ties to trailing truncate trigger
unbounded union unique unload unnest update upsert use using
values view views virtual watermark watermarks when where window with within without year month day hour minute second
`;

const TYPES = `
array bigint binary boolean bytes char date decimal dec double float int integer map multiset numeric precision raw real
smallint string structured time timestamp timestamp_ltz tinyint varbinary varchar variant zone
`;

const FUNCTIONS = `
abs acos array_agg array_concat array_contains array_distinct array_join array_max array_min array_position array_remove
array_reverse array_slice array_sort array_union ascii asin atan atan2 avg bin cardinality ceil ceiling char_length
character_length chr coalesce concat concat_ws convert_tz cos cosh cot count cume_dist cumulate current_database current_date
current_row_timestamp current_time current_timestamp current_watermark date_format dayofmonth dayofweek dayofyear decode
degrees dense_rank e elt encode endswith exp first_value floor from_base64 from_unixtime greatest grouping_id hex hop hop_end
hop_start initcap instr is_json json_array json_arrayagg json_exists json_object json_objectagg json_query json_quote
json_string json_unquote json_value lag last_value lead least length listagg ln localtime localtimestamp locate log log10 log2
lower lpad ltrim map_entries map_from_arrays map_keys map_union map_values max md5 min mod now ntile nullif nvl overlay
parse_json parse_url percent_rank percentile pi position power proctime proctime_materialize quarter radians rand
rand_integer rank regexp regexp_count regexp_extract regexp_extract_all regexp_instr regexp_replace regexp_substr repeat
reverse round row_number rowtime rpad rtrim session session_end session_start sha1 sha2 sha224 sha256 sha384 sha512 sign sin
sinh split split_index sqrt startswith stddev_pop stddev_samp str_to_map substr substring sum tan tanh timestampadd
timestampdiff to_base64 to_date to_timestamp to_timestamp_ltz translate trim truncate try_cast try_parse_json tumble tumble_end
tumble_start typeof unhex unix_timestamp upper url_decode url_encode uuid var_pop var_samp variance week
`;

const words = (list: string) => list.trim().split(/\s+/).join(' ');

export const flinkDialect = SQLDialect.define({
  keywords: `${words(KEYWORDS)} true false null unknown`,
  types: words(TYPES),
  builtin: words(FUNCTIONS),
  identifierQuotes: '`',
  doubleQuotedStrings: false,
  backslashEscapes: false,
  hashComments: false,
  slashComments: false,
  operatorChars: '*+-%<>!=&|^/~?',
});
