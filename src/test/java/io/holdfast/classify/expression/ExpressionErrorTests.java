package io.holdfast.classify.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.fail;

import io.holdfast.address.Protocol;
import io.holdfast.classify.ClassNames;
import io.holdfast.wire.OptionTable;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not an expression is refused with the character where it goes wrong. */
class ExpressionErrorTests {

    private static final ExpressionScope SCOPE_4 = new ExpressionScope(
            Protocol.DHCP4, OptionTable.standard4(), new ClassNames(), name -> name.equals("known"));
    private static final ExpressionScope SCOPE_6 =
            ExpressionScope.open(Protocol.DHCP6, OptionTable.standard6(), new ClassNames());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                                    | 1  | expected a value or a condition, found the end
            option                                | 7  | expected '[', found the end
            option[60                             | 10 | expected ']', found the end
            option[60].texx                       | 12 | 'texx' is not a word of the language of expressions
            option[60].len == 'a'                 | 12 | expected 'text', 'hex', 'exists' or 'option', found 'len'
            option[82].option[1].option[2].hex    | 22 | expected 'text', 'hex' or 'exists', found 'option'
            option[no-such].exists                | 8  | no option 'no-such' is defined in the space 'dhcp4'
            option[256].exists                    | 8  | 256 is not the code of an option from 0 to 255
            option[-1].exists                     | 8  | -1 is not the code of an option from 0 to 255
            option[82].option[circuit-id].exists  | 19 | expected the code of an option, found 'circuit-id'
            option[60].text                       | 1  | the whole expression must be true or false, but is a text; compare it with ==
            option[60].exists == 'true'           | 1  | the left side of '==' must be a text, but is true or false; ifelse(..., 'yes', 'no') makes a text of it
            'a' == ('b' == 'c')                   | 8  | the right side of '==' must be a text, but is true or false; ifelse(..., 'yes', 'no') makes a text of it
            'a' == 'b' == 'c'                     | 12 | expected the end of the expression or an operator, found '=='
            'a' and 'b' == 'c'                    | 1  | the left side of 'and' must be true or false, but is a text; compare it with ==
            'a' == 'b' or 'c'                     | 15 | the right side of 'or' must be true or false, but is a text; compare it with ==
            not 'a'                               | 5  | what follows 'not' must be true or false, but is a text; compare it with ==
            member('unknown')                     | 8  | the class 'unknown' is not built in and not defined before this one
            member(unknown)                       | 8  | 'unknown' is not a word of the language of expressions
            relay6[0].peeraddr == ::1             | 1  | 'relay6' is of DHCPv6
            pkt6.msgtype == 1                     | 1  | 'pkt6' is of DHCPv6
            pkt4.mad == 1                         | 6  | 'mad' is not a word of the language of expressions
            pkt4.len == 1                         | 6  | expected one of ciaddr, giaddr, hlen, htype, mac, msgtype, siaddr, transid, yiaddr, found 'len'
            pkt.mac == 1                          | 5  | expected one of dst, iface, len, src, found 'mac'
            substring('a', b, 1) == 'a'           | 16 | 'b' is not a word of the language of expressions
            substring('a', 1, some) == 'a'        | 19 | 'some' is not a word of the language of expressions
            substring('a', 1, 'x') == 'a'         | 19 | expected a length or 'all', found the text 'x'
            substring('a', 3000000000, 1) == 'a'  | 16 | 3000000000 is not where the part begins from -2147483648 to 2147483647
            substring('a', 1) == 'a'              | 17 | expected ',', found ')'
            concat('a') == 'a'                    | 11 | expected ',', found ')'
            split('a', '.', x) == 'a'             | 17 | 'x' is not a word of the language of expressions
            ifelse('a', 'b', 'c') == 'b'          | 8  | what decides must be true or false, but is a text; compare it with ==
            match('[a', 'b')                      | 7  | '[a' is not a regular expression: a set is not closed with ]
            match('a**', 'b')                     | 7  | 'a**' is not a regular expression: '*' has nothing before it to repeat
            match('(?i)a', 'b')                   | 7  | '(?i)a' is not a regular expression: a group begins with (, (?:, (?= or (?!
            match(option[60].text, 'b')           | 7  | expected a regular expression in single quotes, found 'option'
            vendor[4294967296].exists             | 8  | 4294967296 is not an enterprise number from 0 to 4294967295
            vendor[4491].data == 'a'              | 14 | expected 'exists' or 'option', found 'data'
            vendor-class[4491].option[1].exists   | 20 | expected 'exists' or 'data', found 'option'
            vendor-class[1].data[256] == ''       | 22 | 256 is not the place of class data from 0 to 255
            vendor == 'a'                         | 8  | expected '[' or '.', found '=='
            -1 == 'a'                             | 1  | -1 is not a number from 0 to 4294967295
            1.2.3.256 == 'a'                      | 1  | '1.2.3.256' is not an address
            1::2::3 == 'a'                        | 1  | '1::2::3' is not an address
            'a                                    | 1  | this text does not end; its closing ' is missing
            'a' = 'b'                             | 5  | values are compared with ==
            'a' == "b"                            | 8  | '"' has no meaning here
            ('a' == 'b'                           | 12 | expected ')', found the end
            'a' == 'b')                           | 11 | expected the end of the expression or an operator, found ')'
            """)
    void saysWhereAndWhat(String expression, int character, String message) {
        ExpressionException thrown = catchThrowableOfType(
                ExpressionException.class, () -> ExpressionParser.condition(expression.strip(), SCOPE_4));
        assertThat(thrown).as(expression).hasMessage("at character " + character + ": " + message);
        assertThat(thrown.offset()).isEqualTo(character - 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            relay4[1].exists          | 1 | 'relay4' is of DHCPv4
            pkt4.mac == 1             | 1 | 'pkt4' is of DHCPv4
            relay6[32].peeraddr == '' | 8 | 32 is not the place of a relay from -32 to 31
            relay6[0].exists          | 11 | expected 'option', 'peeraddr' or 'linkaddr', found 'exists'
            relay6.option[1].exists   | 7 | expected '[', found '.'
            option[65536].exists      | 8 | 65536 is not the code of an option from 0 to 65535
            """)
    void saysWhereAndWhatOfDhcp6(String expression, int character, String message) {
        ExpressionException thrown =
                catchThrowableOfType(ExpressionException.class, () -> ExpressionParser.condition(expression, SCOPE_6));
        assertThat(thrown).as(expression).hasMessage("at character " + character + ": " + message);
    }

    @Test
    void aTextIsNoConditionAndTheOtherWayRound() throws ExpressionException {
        assertThat(ExpressionParser.term("'a' + 'b'", SCOPE_4))
                .isEqualTo(new Expression.Concat(List.of(literal("a"), literal("b"))));
        ExpressionException thrown = catchThrowableOfType(
                ExpressionException.class, () -> ExpressionParser.term("option[60].exists", SCOPE_4));
        assertThat(thrown).hasMessageContaining("the whole expression must be a text, but is true or false");
    }

    @Test
    void connectivesBindAsKeaHasIt() throws ExpressionException {
        Expression.Condition a = ExpressionParser.condition("option[1].exists", SCOPE_4);
        Expression.Condition b = ExpressionParser.condition("option[2].exists", SCOPE_4);
        Expression.Condition c = ExpressionParser.condition("option[3].exists", SCOPE_4);
        var parsed =
                ExpressionParser.condition("not option[1].exists sand option[2].exists or option[3].exists", SCOPE_4);
        assertThat(parsed)
                .isEqualTo(new Expression.Or(
                        List.of(new Expression.And(List.of(new Expression.Not(a), b), true), c), false));
    }

    private static Expression.Literal literal(String text) {
        return new Expression.Literal(text);
    }

    @Test
    void deepNestingIsRefusedNotOverflown() {
        for (String deep : List.of("(".repeat(100_000), "not ".repeat(100_000), "lcase(".repeat(100_000))) {
            assertThat(catchThrowableOfType(ExpressionException.class, () -> ExpressionParser.condition(deep, SCOPE_4)))
                    .hasMessageContaining("nested more than 200 deep");
        }
    }

    @Test
    void longChainsAreNoNesting() throws ExpressionException {
        String chain = "option[1].exists or ".repeat(20_000) + "option[2].exists";
        assertThat(((Expression.Or) ExpressionParser.condition(chain, SCOPE_4)).parts())
                .hasSize(20_001);
    }

    /** Pieces of the language in any order: what is not an expression is refused, never anything else thrown. */
    @Test
    void randomPiecesAreReadOrRefused() {
        String[] pieces = """
                option relay4 relay6 pkt4 pkt6 pkt vendor vendor-class [ ] ( ) . , * + == 'a' '' 'b.*' 0x0a 0x 1 -1 all not and
                sand or sor text hex exists mac src 10.0.0.1 ::1 1::2::3 member match substring concat ifelse sifelse split
                hexstring addrtotext uint8totext lcase enterprise data [60] [*] option[60].text option[60].exists ' " \\ é
                99999999999999999999 -""".split("\\s+");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < 30_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(9); n >= 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextInt(4) == 0 ? " " : "");
            }
            read += reads(text.toString(), seed) ? 1 : 0;
        }
        assertThat(read).as("expressions among them").isGreaterThan(20);
    }

    @Test
    void randomCharactersAreReadOrRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "match('" : "");
            for (int n = random.nextInt(30); n >= 0; n--) {
                text.append((char) (random.nextInt(20) == 0 ? random.nextInt(0x10000) : ' ' + random.nextInt(95)));
            }
            reads(i % 2 == 0 ? text + "', 'a')" : text.toString(), seed);
        }
    }

    private static boolean reads(String text, long seed) {
        try {
            ExpressionParser.condition(text, text.length() % 2 == 0 ? SCOPE_4 : SCOPE_6);
            return true;
        } catch (ExpressionException e) {
            assertThat(e.offset()).as("seed %d: %s", seed, text).isBetween(0, text.length());
            return false;
        } catch (RuntimeException | Error e) {
            return fail("seed " + seed + ": " + text, e);
        }
    }
}
