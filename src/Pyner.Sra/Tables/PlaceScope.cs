namespace Pyner.Sra.Tables;

/// <summary>Within what the first of several elements in one place counts.</summary>
internal enum PlaceScope : byte
{
    /// <summary>Within the record.</summary>
    Record,

    /// <summary>Within the record inside a record: a sample's attribute.</summary>
    InnerRecord,

    /// <summary>Within the object of a list.</summary>
    ListObject,
}
