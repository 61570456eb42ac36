package io.streamhouse.gateway;

import io.streamhouse.model.ErrorCode;
import io.streamhouse.model.Position;
import io.streamhouse.model.Problem;
import io.streamhouse.model.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Flink says of a failure, read for a person: the cause that matters out of a chain of them, its place in the
 * statement, and what to do about it.
 */
final class FailureReport {

    /** The start of a cause: its class and, after a colon, its message. */
    private static final Pattern CAUSE =
            Pattern.compile("^(?:Caused by: )?(?<type>(?:[a-z0-9_]+\\.)+[A-Z][\\w$]*)(?:: (?<message>.*))?$");

    /** A line of a stack trace; some messages bring one of their own. */
    private static final Pattern FRAME =
            Pattern.compile("\\s+(?:at [\\w.$/<>@-]+\\(|\\.\\.\\. \\d+ |Suppressed: |Caused by: )");

    private static final Pattern SPAN = Pattern.compile(
            "(?:At|From) line (?<line>\\d+), column (?<column>\\d+)(?: to line \\d+, column \\d+)?: (?<rest>.*)",
            Pattern.DOTALL);

    private static final Pattern AT_THE_END = Pattern.compile(" at line (?<line>\\d+), column (?<column>\\d+)\\.?");

    private static final Pattern ENCOUNTERED = Pattern.compile("Encountered \"(?<token>.*?)\" at line", Pattern.DOTALL);

    private static final Pattern KEYWORD = Pattern.compile("Incorrect syntax near the keyword '(?<word>[^']+)'");

    private static final Pattern EXPECTED = Pattern.compile("^\\s+(?:\"(?<word>[^\"]+)\"|<(?<kind>\\w+)>) *\\.\\.\\.");

    private static final Pattern CLASS_NAME =
            Pattern.compile("(?:class )?(?:[a-z][a-z0-9_]*\\.){2,}(?<name>[A-Z]\\w*)(?:\\$\\w+)*(?:@[0-9a-f]+)?");

    private static final int LONGEST_MESSAGE = 600;

    /** More alternatives than this are no help. */
    private static final int FEW = 8;

    private final List<Cause> causes;
    private final String text;

    /** @param message lines without the stack trace */
    private record Cause(String type, String message) {
        boolean is(String... endings) {
            for (String ending : endings) {
                if (type.endsWith(ending)) {
                    return true;
                }
            }
            return false;
        }
    }

    FailureReport(String text) {
        this.text = text;
        this.causes = causes(text);
    }

    private static List<Cause> causes(String text) {
        List<Cause> causes = new ArrayList<>();
        String type = "";
        StringBuilder message = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            Matcher matcher = CAUSE.matcher(line);
            if (matcher.matches() && (line.startsWith("Caused by: ") || type.isEmpty())) {
                if (!type.isEmpty()) {
                    causes.add(new Cause(type, message.toString().strip()));
                }
                type = matcher.group("type");
                message.setLength(0);
                message.append(matcher.group("message") == null ? "" : matcher.group("message"));
            } else if (!isTrace(line)) {
                message.append('\n').append(line);
            }
        }
        causes.add(new Cause(type, message.toString().strip()));
        return causes;
    }

    private static boolean isTrace(String line) {
        return FRAME.matcher(line).lookingAt()
                || line.startsWith("End of exception on server side")
                || line.startsWith("<Exception on server side");
    }

    private Optional<Cause> first(String... endings) {
        return causes.stream().filter(cause -> cause.is(endings)).findFirst();
    }

    private Cause root() {
        return causes.getLast();
    }

    /** Whether Flink's own packing of exceptions has left nothing of what the job failed of. */
    boolean rootIsLost() {
        return root().message().equals("serialized throwable");
    }

    Problem problem() {
        Optional<Problem> known = repeated()
                .or(this::resources)
                .or(this::syntax)
                .or(this::validation)
                .or(this::existence)
                .or(this::unsupported)
                .or(this::execution);
        return known.orElseGet(this::other);
    }

    /** The cluster's own words, inside those of the client that submitted. */
    private Optional<Problem> repeated() {
        return text.contains("DuplicateJobSubmissionException")
                ? Optional.of(
                        Problem.of(ErrorCode.ALREADY_EXISTS, "A job with this id was submitted to the cluster before."))
                : Optional.empty();
    }

    private Optional<Problem> resources() {
        if (text.contains("NoResourceAvailableException") || text.contains("Pending slot request timed out")) {
            return Optional.of(Problem.of(
                    ErrorCode.NO_SLOTS,
                    "All slots of the cluster are taken, so the job could not start.",
                    "Stop a job on the Jobs page, or give the cluster more slots."));
        }
        if (text.contains("No space left on device")) {
            return Optional.of(Problem.of(
                    ErrorCode.DISK_FULL, "The disk is full.", "Free some space, then run the statement again."));
        }
        if (text.contains("OutOfMemoryError") || text.contains("Insufficient number of network buffers")) {
            return Optional.of(Problem.of(
                    ErrorCode.TOO_LARGE,
                    "The engine ran out of memory on this statement: " + words(root().message()),
                    "Read less at once, stop other jobs, or give the engine more memory."));
        }
        return Optional.empty();
    }

    /** Flink reports a parser out of stack by stumbling over its message, which is missing. */
    private boolean tooDeep() {
        return root().is("StackOverflowError")
                || root().is("NullPointerException")
                        && root().message().contains("SqlParseException.getMessage()\" is null");
    }

    private Optional<Problem> syntax() {
        if (tooDeep()) {
            return Optional.of(Problem.of(
                    ErrorCode.SYNTAX,
                    "The statement is nested too deeply for Flink's parser.",
                    "Split it, or use fewer parentheses."));
        }
        Optional<Cause> parser = first(
                "SqlParserException", "SqlParserEOFException", "SqlParseException", ".ParseException", "TokenMgrError");
        return parser.map(cause -> {
            String message = cause.message().replaceFirst("^SQL parse failed\\. ", "");
            Problem problem = Problem.of(ErrorCode.SYNTAX, syntaxWords(message));
            Optional<Problem> placed = position(AT_THE_END, message)
                    .or(() -> position(SPAN, message))
                    .map(problem::at);
            problem = placed.orElse(problem);
            List<String> expected = expected(message);
            return expected.isEmpty() ? problem : problem.withNextStep("Expected here: " + String.join(", ", expected));
        });
    }

    private static String syntaxWords(String message) {
        if (message.contains("Encountered \"<EOF>\"")) {
            return position(AT_THE_END, message).isEmpty()
                    ? "There is no statement here."
                    : "The statement ends too early.";
        }
        Matcher keyword = KEYWORD.matcher(message);
        if (keyword.find()) {
            return "Unexpected keyword " + keyword.group("word") + ".";
        }
        Matcher encountered = ENCOUNTERED.matcher(message);
        if (encountered.find()) {
            String token = encountered.group("token").replace("\\'", "'").replace("\\\"", "\"");
            return token.equals("'") ? "A quote is opened here and never closed." : "Unexpected " + token + ".";
        }
        if (message.contains("Non-query expression encountered in illegal context")) {
            return "This does not begin like a statement of Flink SQL.";
        }
        Matcher span = SPAN.matcher(message);
        return words(firstLine(
                span.matches()
                        ? span.group("rest")
                        : AT_THE_END.matcher(message).replaceAll("")));
    }

    private static List<String> expected(String message) {
        List<String> expected = new ArrayList<>();
        for (String line : message.split("\n", -1)) {
            Matcher matcher = EXPECTED.matcher(line);
            if (matcher.find()) {
                String word = matcher.group("word");
                String shown = word != null
                        ? word
                        : matcher.group("kind").contains("IDENTIFIER")
                                ? "a name"
                                : matcher.group("kind").contains("QUOTED_STRING") ? "a text in quotes" : "";
                if (!shown.isEmpty() && !expected.contains(shown)) {
                    expected.add(shown);
                }
            }
        }
        return expected.size() > FEW ? List.of() : expected;
    }

    private Optional<Problem> validation() {
        for (Cause cause : causes) {
            Matcher span = SPAN.matcher(cause.message());
            if (span.find()) {
                String rest = firstLine(span.group("rest"));
                Problem problem = named(rest).orElseGet(() -> Problem.of(ErrorCode.INVALID_STATEMENT, words(rest)));
                return Optional.of(
                        position(SPAN, cause.message()).map(problem::at).orElse(problem));
            }
        }
        return Optional.empty();
    }

    private static final Pattern NO_OBJECT =
            Pattern.compile("Object '(?<name>[^']+)' not found(?: within '(?<within>[^']+)')?.*");
    private static final Pattern NO_TABLE = Pattern.compile("Table '(?<name>[^']+)' not found.*");
    private static final Pattern NO_TARGET =
            Pattern.compile("^Cannot find table '(?<name>[^']+)' in any of the catalogs");
    private static final Pattern NO_COLUMN =
            Pattern.compile("(?:Column|Field) '(?<name>[^']+)' not found in (?:any table|table '(?<table>[^']+)').*");
    private static final Pattern NO_FUNCTION =
            Pattern.compile("No match found for function signature (?<name>[^(]+)\\((?<arguments>.*)\\).*");

    private static Optional<Problem> named(String message) {
        Matcher object = NO_OBJECT.matcher(message);
        if (object.matches()) {
            String within = object.group("within") == null ? "" : " in " + object.group("within");
            return Optional.of(Problem.of(
                    ErrorCode.NOT_FOUND, "There is no table or view " + object.group("name") + within + "."));
        }
        Matcher table = NO_TABLE.matcher(message);
        if (table.matches()) {
            return Optional.of(
                    Problem.of(ErrorCode.NOT_FOUND, "There is no table or view " + table.group("name") + "."));
        }
        Matcher column = NO_COLUMN.matcher(message);
        if (column.matches()) {
            String where = column.group("table") == null ? "" : " in " + column.group("table");
            return Optional.of(
                    Problem.of(ErrorCode.NOT_FOUND, "There is no column " + column.group("name") + where + "."));
        }
        Matcher function = NO_FUNCTION.matcher(message);
        if (function.matches()) {
            String arguments = function.group("arguments").replaceAll("[<>]", "");
            return Optional.of(Problem.of(
                    ErrorCode.NOT_FOUND,
                    "There is no function " + function.group("name")
                            + (arguments.isEmpty() ? " without arguments." : " that takes (" + arguments + ").")));
        }
        return Optional.empty();
    }

    private Optional<Problem> existence() {
        String message = root().message();
        Matcher missing = NO_TARGET.matcher(message);
        if (missing.find()) {
            String name = missing.group("name").replace("`", "");
            return Optional.of(Problem.of(ErrorCode.NOT_FOUND, "There is no table or view " + name + "."));
        }
        if (message.startsWith("Could not find Flink job")) {
            return Optional.of(Problem.of(ErrorCode.NOT_FOUND, "The cluster knows no job of this id."));
        }
        if (message.endsWith("under radix 16")) {
            return Optional.of(Problem.of(
                    ErrorCode.INVALID_STATEMENT, "This is not the id of a job: that has 32 hexadecimal digits."));
        }
        if (root().is("AlreadyExistException", "AlreadyExistsException") || message.contains("already exists")) {
            return Optional.of(Problem.of(ErrorCode.ALREADY_EXISTS, words(firstLine(message))));
        }
        if (root().is("NotExistException", "NotFoundException")
                || message.matches("(?s).*(does not exist|doesn't exist|cannot be found|not found).*")) {
            boolean fromStatement = causes.stream()
                    .anyMatch(cause -> cause.is("ValidationException", "CatalogException", "NotExistException"));
            if (fromStatement) {
                return Optional.of(Problem.of(ErrorCode.NOT_FOUND, words(firstLine(message))));
            }
        }
        return Optional.empty();
    }

    /** What follows in parentheses are the insides of the operation. */
    private static final Pattern CATALOG_REFUSES =
            Pattern.compile("^Could not execute (?<verb>CREATE|ALTER|DROP) CATALOG (?<what>[A-Z]+): \\(");

    private Optional<Problem> unsupported() {
        if (first("CannotPlanException").isPresent()) {
            return Optional.of(Problem.of(
                    ErrorCode.NOT_SUPPORTED,
                    "Flink can't run this query: it uses a feature that is not supported, or not in this mode.",
                    "Try the other execution mode, or write the query differently."));
        }
        Cause root = root();
        if (text.contains("Only 'INSERT/CREATE TABLE AS' statement is allowed in Statement Set")) {
            return Optional.of(Problem.of(
                    ErrorCode.INVALID_STATEMENT,
                    "A statement set is open: only INSERT statements may follow until it ends.",
                    "Run END; to close it."));
        }
        if (root.message().contains("only single statement supported")) {
            return Optional.of(
                    Problem.of(ErrorCode.INVALID_STATEMENT, "One statement at a time: this text holds several."));
        }
        if (root.is("UnsupportedOperationException")) {
            String before = causes.size() > 1 ? causes.get(causes.size() - 2).message() : "";
            String message = root.message().isBlank() ? before : root.message();
            Matcher refused = CATALOG_REFUSES.matcher(message);
            if (refused.find()) {
                return Optional.of(Problem.of(
                        ErrorCode.NOT_SUPPORTED,
                        "The catalog does not support " + refused.group("verb") + " " + refused.group("what") + "."));
            }
            return Optional.of(Problem.of(
                    ErrorCode.NOT_SUPPORTED,
                    message.isBlank()
                            ? "The engine does not support this."
                            : "Not supported: " + words(firstLine(message))));
        }
        return Optional.empty();
    }

    private Optional<Problem> execution() {
        boolean ran = first("JobExecutionException", ".JobException", "ProgramInvocationException")
                        .isPresent()
                || text.contains("Error while retrieving result")
                || root().is("ArithmeticException", "NumberFormatException", "DateTimeException");
        if (!ran) {
            return Optional.empty();
        }
        Cause root = root();
        if (text.contains("JobCancellationException") || text.contains("Job was cancelled")) {
            return Optional.of(Problem.of(ErrorCode.CANCELLED, "The job was cancelled."));
        }
        String message = words(root.message());
        String what = root.is("ArithmeticException") && message.contains("by zero") || message.equals("/ by zero")
                ? "Division by zero."
                : message.isBlank() ? "The job failed; the cluster gives no reason." : message;
        return Optional.of(Problem.of(ErrorCode.EXECUTION_FAILED, what));
    }

    private Problem other() {
        Cause root = root();
        boolean bug = root.is(
                "NullPointerException",
                "ClassCastException",
                "IndexOutOfBoundsException",
                "NoClassDefFoundError",
                "ClassNotFoundException",
                "NoSuchMethodError",
                "ExceptionInInitializerError",
                "AssertionError",
                "StackOverflowError");
        // What Java says of a null is about Flink's code, and no help to anybody who writes SQL.
        String message = root.is("NullPointerException") ? "" : words(message());
        if (bug) {
            return Problem.of(
                    ErrorCode.ENGINE_FAILED,
                    "The engine failed on this statement" + (message.isBlank() ? "." : ": " + message),
                    "Try to write it differently; the engine's log has the details.");
        }
        return message.isBlank()
                ? Problem.of(ErrorCode.ENGINE_FAILED, "The engine failed and gives no reason.")
                : invalid(message);
    }

    private static Problem invalid(String message) {
        Problem problem = Problem.of(
                ErrorCode.INVALID_STATEMENT, AT_THE_END.matcher(message).replaceAll(""));
        if (message.startsWith("Unknown time-zone ID")) {
            return problem.withNextStep("Run RESET 'table.local-time-zone', or set another one.");
        }
        return position(AT_THE_END, message).map(problem::at).orElse(problem);
    }

    /** The root's message, with the one before it where the root alone says too little: a value, but not of what. */
    private String message() {
        String own = root().message();
        if (causes.size() > 1) {
            Cause before = causes.get(causes.size() - 2);
            boolean together = before.message().startsWith("Could not parse value")
                    && !before.message().equals(own);
            if (together) {
                return before.message() + " " + own;
            }
        }
        return own;
    }

    private static Optional<Position> position(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int line = Integer.parseInt(matcher.group("line"));
        int column = Integer.parseInt(matcher.group("column"));
        return line < 1 || column < 1 ? Optional.empty() : Optional.of(new Position(line, column));
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /** Without class names, secrets and excess. */
    static String words(String message) {
        String plain = message.replace("[Internal server error., <Exception on server side:", "")
                .strip();
        plain = plain.replaceFirst("^(?:Caused by: )?(?:[a-z0-9_]+\\.)+[A-Z][\\w$]*(?:Exception|Error): ", "");
        plain = CLASS_NAME.matcher(plain).replaceAll(found -> Matcher.quoteReplacement(spaced(found.group("name"))));
        plain = Redactor.text(plain).strip();
        return plain.length() <= LONGEST_MESSAGE ? plain : plain.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** RuntimeExecutionMode as “runtime execution mode”: what a class is called, without looking like one. */
    private static String spaced(String className) {
        return className.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(java.util.Locale.ROOT);
    }
}
