namespace Pyner.Xml.Reading;

/// <summary>Why a document is rejected. The names are stable: they stand, in kebab case, in what Pyner writes.</summary>
public enum XmlFault : byte
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The document has no root element, or is empty.</summary>
    NoRootElement,

    /// <summary>The document ends inside an element or other markup.</summary>
    UnexpectedEnd,

    /// <summary>A character that XML does not allow (section 2.2).</summary>
    InvalidCharacter,

    /// <summary>Bytes that are no UTF-8.</summary>
    InvalidUtf8,

    /// <summary>A <c>&lt;</c> that begins no known markup.</summary>
    InvalidMarkup,

    /// <summary>A name was expected, or has a character that names can't have (section 2.3; Namespaces in XML section 4).</summary>
    InvalidName,

    /// <summary>An attribute is not of the form <c>name="value"</c> (section 3.1).</summary>
    InvalidAttribute,

    /// <summary>A <c>&lt;</c> in an attribute's value.</summary>
    LessThanInAttribute,

    /// <summary>The same attribute twice in a tag (section 3.1; by expanded name: Namespaces in XML section 6.3).</summary>
    DuplicateAttribute,

    /// <summary>A prefix that no declaration in scope binds.</summary>
    UndeclaredPrefix,

    /// <summary>A namespace declaration that binds what may not be bound.</summary>
    InvalidNamespaceDeclaration,

    /// <summary>A value of <c>xml:space</c> other than <c>default</c> and <c>preserve</c> (section 2.10).</summary>
    InvalidXmlSpace,

    /// <summary>An end tag that is not that of the open element.</summary>
    MismatchedEndTag,

    /// <summary><c>]]&gt;</c> in text (section 2.4).</summary>
    CdataEndInText,

    /// <summary><c>--</c> inside a comment (section 2.5).</summary>
    DoubleHyphenInComment,

    /// <summary>A processing instruction without a proper target (section 2.6).</summary>
    InvalidProcessingInstruction,

    /// <summary>A reference without <c>;</c>, or a character reference to no character (section 4.1).</summary>
    InvalidReference,

    /// <summary>A reference to an entity that is not declared.</summary>
    UndeclaredEntity,

    /// <summary>Text, a reference or a CDATA section outside the root element.</summary>
    TextOutsideRoot,

    /// <summary>A second root element.</summary>
    SecondRootElement,

    /// <summary>A DOCTYPE that is not before the root element.</summary>
    MisplacedDoctype,

    /// <summary>A tag longer than <see cref="ReadLimits.Tag"/>.</summary>
    TagTooLong,

    /// <summary>
    /// Elements nested deeper than <see cref="ReadLimits.Depth"/>, or open with names and namespaces past <see cref="ReadLimits.OpenNames"/>.
    /// </summary>
    NestingTooDeep,

    /// <summary>A value that is kept, longer than <see cref="ReadLimits.Value"/>.</summary>
    ValueTooLong,

    /// <summary>A DOCTYPE past <see cref="ReadLimits.Doctype"/>, or one that adds attributes past <see cref="ReadLimits.DefaultAttributes"/>.</summary>
    DoctypeTooLarge,

    /// <summary>What <c>XmlReader</c> refused, in a document that it had to read (DOCTYPE, other encodings). The message is its own.</summary>
    NotWellFormed,
}
