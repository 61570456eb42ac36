package io.streamhouse.sql;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImplConstants;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImplTokenManager;
import org.apache.flink.sql.parser.impl.SimpleCharStream;
import org.apache.flink.sql.parser.impl.TokenMgrError;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;
import org.apache.flink.table.planner.delegation.FlinkSqlParserFactories;
import org.apache.flink.table.planner.parse.ExtendedParser;

/** Flink's parser, set up as Flink's planner does it. */
final class FlinkDialect {

    private static final SqlParser.Config CONFIG = SqlParser.config()
            .withParserFactory(FlinkSqlParserFactories.create(FlinkSqlConformance.DEFAULT))
            .withConformance(FlinkSqlConformance.DEFAULT)
            .withLex(Lex.JAVA)
            .withQuoting(Quoting.BACK_TICK)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withIdentifierMaxLength(256);

    private static final SqlAbstractParserImpl.Metadata METADATA =
            SqlParser.create("", CONFIG).getMetadata();

    private static final int TOKENS_AHEAD = 8;

    private FlinkDialect() {}

    /** Whether Flink knows the statement by a pattern instead of its grammar: {@code SET k = v}, {@code QUIT}. */
    static boolean isCommand(String statement) {
        return ExtendedParser.INSTANCE.parse(statement).isPresent();
    }

    static boolean isReserved(String keyword) {
        return METADATA.isReservedWord(keyword);
    }

    /** The kinds of the first tokens of a text, as the parser numbers them. */
    static List<Integer> tokenKinds(String text) {
        FlinkSqlParserImplTokenManager lexer =
                new FlinkSqlParserImplTokenManager(new SimpleCharStream(new StringReader(text)));
        lexer.SwitchTo(FlinkSqlParserImplConstants.BTID);
        List<Integer> kinds = new ArrayList<>();
        try {
            while (kinds.size() < TOKENS_AHEAD && (kinds.isEmpty() || kinds.get(kinds.size() - 1) != 0)) {
                kinds.add(lexer.getNextToken().kind);
            }
        } catch (TokenMgrError e) {
            // Up to here will do: what follows is no token at all.
            return kinds;
        }
        return kinds;
    }

    static SqlNodeList parse(String statement) throws SqlParseException {
        return SqlParser.create(statement, CONFIG).parseStmtList();
    }
}
