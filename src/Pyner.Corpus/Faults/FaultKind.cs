namespace Pyner.Corpus;

/// <summary>The ways in which a file of a corpus is broken. No XML reader may accept any of them.</summary>
public enum FaultKind : byte
{
    /// <summary>A start tag without its end tag.</summary>
    UnclosedElement,

    /// <summary>An end tag whose name is not its start tag's.</summary>
    MismatchedTag,

    /// <summary>An end tag that nothing opened.</summary>
    StrayEndTag,

    /// <summary>An ampersand that begins no reference.</summary>
    BareAmpersand,

    /// <summary>A reference without its semicolon.</summary>
    UnterminatedReference,

    /// <summary>A reference to a character that XML does not have, or to none.</summary>
    BadCharacterReference,

    /// <summary>An entity that nothing declares, as HTML has them.</summary>
    UndefinedEntity,

    /// <summary>A control character, or U+FFFE or U+FFFF.</summary>
    ControlCharacter,

    /// <summary>Bytes that are not UTF-8.</summary>
    InvalidUtf8,

    /// <summary><c>]]&gt;</c> in text.</summary>
    CdataEndInText,

    /// <summary>Two hyphens inside a comment.</summary>
    HyphensInComment,

    /// <summary>A comment that does not end.</summary>
    UnclosedComment,

    /// <summary>A CDATA section that does not end.</summary>
    UnclosedCdata,

    /// <summary>A processing instruction that does not end.</summary>
    UnclosedInstruction,

    /// <summary>The same attribute twice.</summary>
    DuplicateAttribute,

    /// <summary>An attribute's value without quotes.</summary>
    UnquotedAttribute,

    /// <summary>An attribute without a value.</summary>
    ValuelessAttribute,

    /// <summary>Attributes without white space between them.</summary>
    CrowdedAttributes,

    /// <summary><c>&lt;</c> in an attribute's value.</summary>
    LessThanInAttribute,

    /// <summary>A namespace prefix that nothing declares.</summary>
    UndeclaredPrefix,

    /// <summary>A name that begins with a digit, or a tag that begins with a blank.</summary>
    BadName,

    /// <summary>Text after the root element.</summary>
    TextAfterRoot,

    /// <summary>Two root elements.</summary>
    TwoRoots,

    /// <summary>No byte at all.</summary>
    EmptyFile,

    /// <summary>No element.</summary>
    NoRoot,

    /// <summary>The file ends early.</summary>
    Truncated,

    /// <summary>White space before the XML declaration.</summary>
    BlankBeforeDeclaration,

    /// <summary>An XML declaration inside the document.</summary>
    InstructionNamedXml,

    /// <summary>An XML declaration with a wrong version, encoding or order.</summary>
    BadDeclaration,

    /// <summary>A document type inside the root.</summary>
    MisplacedDoctype,

    /// <summary>An entity that contains itself.</summary>
    RecursiveEntity,

    /// <summary>Entities that grow beyond all bounds.</summary>
    EntityBomb,

    /// <summary>NUL bytes after the root, as a disk leaves them.</summary>
    TrailingNuls,

    /// <summary>A web server's error page in place of the document.</summary>
    ErrorPage,

    /// <summary>The marks of an unresolved merge.</summary>
    ConflictMarks,
}
