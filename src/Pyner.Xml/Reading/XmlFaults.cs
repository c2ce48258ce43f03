using System.Text.Json;

namespace Pyner.Xml.Reading;

/// <summary>The words for a fault.</summary>
public static class XmlFaults
{
    private static readonly string[] s_codes =
        [.. Enum.GetValues<XmlFault>().Select(fault => JsonNamingPolicy.KebabCaseLower.ConvertName(fault.ToString()))];

    /// <summary>The stable code, such as <c>mismatched-end-tag</c>.</summary>
    public static string Code(this XmlFault fault) => s_codes[(int)fault];

    /// <summary>What is wrong, and what was expected: a sentence for people.</summary>
    public static string Describe(this XmlFault fault) => fault switch
    {
        XmlFault.None => "the document is well-formed",
        XmlFault.NoRootElement => "the document has no root element; expected an element such as <SAMPLE_SET>",
        XmlFault.UnexpectedEnd => "the document ends inside an element or markup; expected its end (was the file cut?)",
        XmlFault.InvalidCharacter => "a character that XML 1.0 does not allow",
        XmlFault.InvalidUtf8 => "bytes that are no UTF-8; expected UTF-8, or a declaration of the encoding that the file has",
        XmlFault.InvalidMarkup => "'<' that begins no markup; expected a tag, a comment or CDATA, or '&lt;' for the character",
        XmlFault.InvalidName => "no proper name; expected a letter or '_', then letters, digits, '.', '-' or '_'",
        XmlFault.InvalidAttribute => "no proper attribute; expected white space, name, '=' and a value in quotes",
        XmlFault.LessThanInAttribute => "'<' in an attribute's value; expected the closing quote, or '&lt;' for the character",
        XmlFault.DuplicateAttribute => "an attribute that the tag already has; expected every name once",
        XmlFault.UndeclaredPrefix => "a namespace prefix that is not declared; expected an xmlns attribute for it",
        XmlFault.InvalidNamespaceDeclaration => "a namespace declaration that is not allowed",
        XmlFault.InvalidXmlSpace => "a value of xml:space other than 'default' and 'preserve'",
        XmlFault.MismatchedEndTag => "an end tag that is not the open element's; expected the name of the element opened last",
        XmlFault.CdataEndInText => "']]>' in text; expected ']]&gt;'",
        XmlFault.DoubleHyphenInComment => "'--' inside a comment; expected '-->' or no double hyphen",
        XmlFault.InvalidProcessingInstruction => "a processing instruction without a proper target; expected a name other than 'xml', then white space or '?>'",
        XmlFault.InvalidReference => "'&' that begins no proper reference; expected '&name;' or '&#number;' of an XML character, or '&amp;' for the character",
        XmlFault.UndeclaredEntity => "a reference to an entity that is not declared; expected amp, lt, gt, quot or apos",
        XmlFault.TextOutsideRoot => "text outside the root element; expected only white space, comments and processing instructions there",
        XmlFault.SecondRootElement => "a second root element; expected one only",
        XmlFault.MisplacedDoctype => "a DOCTYPE that is not before the root element",
        XmlFault.TagTooLong => $"a tag of more than {ReadLimits.Tag:N0} bytes, which Pyner does not read",
        XmlFault.NestingTooDeep =>
            $"elements nested deeper than {ReadLimits.Depth:N0} levels, or with more than {ReadLimits.OpenNames:N0} bytes "
            + "of names and namespaces, which Pyner does not read",
        XmlFault.ValueTooLong => $"a value of more than {ReadLimits.Value:N0} bytes, which Pyner does not keep",
        XmlFault.DoctypeTooLarge =>
            $"a DOCTYPE of more than {ReadLimits.Doctype:N0} bytes, "
            + $"or one that adds more than {ReadLimits.DefaultAttributes:N0} attributes, which Pyner does not read",
        XmlFault.NotWellFormed => "not well-formed",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };
}
