namespace Pyner.Sra.Tables;

/// <summary>What is done at an element's start, at its text or at its end.</summary>
internal enum PlaceAction : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A record begins or ends.</summary>
    Record,

    /// <summary>A record inside a record ends: a sample's attribute.</summary>
    InnerRecord,

    /// <summary>An object of a list begins or ends.</summary>
    ListObject,

    /// <summary>The element's attributes and name are taken; at its end, what it hid is over.</summary>
    Element,

    /// <summary>An identifier is looked at.</summary>
    Identifier,

    /// <summary>The text is a member of a list's object.</summary>
    Member,

    /// <summary>The text goes into a column of the record.</summary>
    Column,

    /// <summary>The text goes into a column of the record inside a record.</summary>
    InnerColumn,
}
