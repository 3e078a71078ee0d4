import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Says whether PDF files keep to a flavour of PDF/A or PDF/UA: Conformance --flavour ID [--format text] [-v] FILE...
 *
 * <p>The options are those of veraPDF's own command, so that either can be called. For each file one line begins with
 * PASS or FAIL; below a failure stands each rule that is broken, how often, and what it asks for.
 */
public final class Conformance {
    private static final int BROKEN = 1;
    private static final int CANNOT_GO_ON = 2;

    private Conformance() {}

    public static void main(String[] arguments) {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        List<String> files = new ArrayList<>();
        PDFAFlavour flavour = flavourAndFiles(arguments, files);
        if (flavour == PDFAFlavour.NO_FLAVOUR || files.isEmpty()) {
            System.err.println("error: a known flavour and a file are needed\n  hint: verapdf --flavour ua1 FILE...");
            System.exit(CANNOT_GO_ON);
        }
        int code = 0;
        for (String file : files) {
            code = Math.max(code, validate(file, flavour));
        }
        System.exit(code);
    }

    /** The flavour that the arguments ask for; what is no option goes into files. */
    private static PDFAFlavour flavourAndFiles(String[] arguments, List<String> files) {
        PDFAFlavour flavour = PDFAFlavour.NO_FLAVOUR;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--flavour") && i + 1 < arguments.length) {
                flavour = PDFAFlavour.byFlavourId(arguments[++i]);
            } else if (arguments[i].equals("--format") && i + 1 < arguments.length) {
                i++;
            } else if (!arguments[i].equals("-v")) {
                files.add(arguments[i]);
            }
        }
        return flavour;
    }

    /** The exit code for one file, after its line is printed. */
    private static int validate(String file, PDFAFlavour flavour) {
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        try (InputStream stream = new FileInputStream(file);
                PDFAParser parser = foundry.createParser(stream, flavour);
                PDFAValidator validator = foundry.createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s %s %s%n", result.isCompliant() ? "PASS" : "FAIL", file, flavour.getId());
            broken(result).forEach((rule, times) -> System.out.printf("  FAIL %s (%d times)%n", rule, times));
            return result.isCompliant() ? 0 : BROKEN;
        } catch (Exception error) {
            System.err.printf("%s: error: it can't be read: %s%n", file, error.getMessage());
            return CANNOT_GO_ON;
        }
    }

    /** The rules that a result says are broken, each with how often. */
    private static Map<String, Integer> broken(ValidationResult result) {
        Map<String, Integer> rules = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String clause = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                rules.merge(clause + " " + assertion.getMessage().replaceAll("\\s+", " "), 1, Integer::sum);
            }
        }
        return rules;
    }
}
