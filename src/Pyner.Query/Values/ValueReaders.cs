using System.Globalization;
using DuckDB.NET.Native;

namespace Pyner.Query.Values;

/// <summary>Makes readers of values by their type.</summary>
internal static class ValueReaders
{
    /// <summary>Makes a reader.</summary>
    /// <param name="type">The type.</param>
    /// <param name="column">The column that has it, for messages.</param>
    /// <exception cref="QueryException">Values of this type can't be shown.</exception>
    public static ValueReader For(DuckDBLogicalType type, string column)
    {
        DuckDBType id = NativeMethods.LogicalType.DuckDBGetTypeId(type);
        return id switch
        {
            DuckDBType.Boolean => new FlagReader(),
            DuckDBType.TinyInt => new PlainReader<sbyte>(),
            DuckDBType.SmallInt => new PlainReader<short>(),
            DuckDBType.Integer => new PlainReader<int>(),
            DuckDBType.BigInt => new PlainReader<long>(),
            DuckDBType.UnsignedTinyInt => new PlainReader<byte>(),
            DuckDBType.UnsignedSmallInt => new PlainReader<ushort>(),
            DuckDBType.UnsignedInteger => new PlainReader<uint>(),
            DuckDBType.UnsignedBigInt => new PlainReader<ulong>(),
            DuckDBType.HugeInt => new PlainReader<Int128>(),
            DuckDBType.UnsignedHugeInt => new PlainReader<UInt128>(),
            DuckDBType.Float => new PlainReader<float>(),
            DuckDBType.Double => new PlainReader<double>(),
            DuckDBType.Varchar => new TextReader(),
            DuckDBType.Decimal => Decimals(type),
            DuckDBType.Enum => Enums(type),
            DuckDBType.Date => new FormattedReader<int>(ValueKind.Text, Moments.Date),
            DuckDBType.Time => new FormattedReader<long>(ValueKind.Text, Moments.Time),
            DuckDBType.Timestamp => new FormattedReader<long>(ValueKind.Text, Moments.Timestamp),
            DuckDBType.TimestampTz => new FormattedReader<long>(ValueKind.Text, static micros => Moments.Timestamp(micros) + "+00"),
            DuckDBType.Uuid => new FormattedReader<UInt128>(ValueKind.Text, Uuid),
            DuckDBType.List => new ListReader(Child(NativeMethods.LogicalType.DuckDBListTypeChildType(type), column), 0),
            DuckDBType.Map => new ListReader(Child(NativeMethods.LogicalType.DuckDBListTypeChildType(type), column), 0),
            DuckDBType.Array => new ListReader(
                Child(NativeMethods.LogicalType.DuckDBArrayTypeChildType(type), column), (int)NativeMethods.LogicalType.DuckDBArrayVectorGetSize(type)),
            DuckDBType.Struct => Struct(type, column),
            DuckDBType.SqlNull => new FlagReader(),
            _ => throw new QueryException($"Column '{column}' is of type {id}, which can't be written. Cast it: CAST({column} AS VARCHAR)."),
        };
    }

    private static ValueReader Child(DuckDBLogicalType type, string column)
    {
        using (type)
            return For(type, column);
    }

    private static StructReader Struct(DuckDBLogicalType type, string column)
    {
        var members = new (string, ValueReader)[NativeMethods.LogicalType.DuckDBStructTypeChildCount(type)];
        for (int i = 0; i < members.Length; i++)
        {
            members[i] = (
                NativeMethods.LogicalType.DuckDBStructTypeChildName(type, i),
                Child(NativeMethods.LogicalType.DuckDBStructTypeChildType(type, i), column));
        }
        return new StructReader(members);
    }

    private static ValueReader Decimals(DuckDBLogicalType type)
    {
        int scale = NativeMethods.LogicalType.DuckDBDecimalScale(type);
        return NativeMethods.LogicalType.DuckDBDecimalInternalType(type) switch
        {
            DuckDBType.SmallInt => new FormattedReader<short>(ValueKind.Number, value => Decimal(value, scale)),
            DuckDBType.Integer => new FormattedReader<int>(ValueKind.Number, value => Decimal(value, scale)),
            DuckDBType.BigInt => new FormattedReader<long>(ValueKind.Number, value => Decimal(value, scale)),
            _ => new FormattedReader<Int128>(ValueKind.Number, value => Decimal(value, scale)),
        };
    }

    private static ValueReader Enums(DuckDBLogicalType type)
    {
        string[] names = [.. Enumerable.Range(0, (int)NativeMethods.LogicalType.DuckDBEnumDictionarySize(type))
            .Select(i => NativeMethods.LogicalType.DuckDBEnumDictionaryValue(type, i))];
        return NativeMethods.LogicalType.DuckDBEnumInternalType(type) switch
        {
            DuckDBType.UnsignedTinyInt => new FormattedReader<byte>(ValueKind.Text, value => names[value]),
            DuckDBType.UnsignedSmallInt => new FormattedReader<ushort>(ValueKind.Text, value => names[value]),
            _ => new FormattedReader<uint>(ValueKind.Text, value => names[value]),
        };
    }

    private static string Decimal(Int128 value, int scale)
    {
        string digits = Int128.Abs(value).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return value < 0 ? "-" + text : text;
    }

    // DuckDB turns the highest bit over, so that identifiers sort as numbers do.
    private static string Uuid(UInt128 value)
    {
        string digits = (value ^ (UInt128.One << 127)).ToString("x32", CultureInfo.InvariantCulture);
        return $"{digits[..8]}-{digits[8..12]}-{digits[12..16]}-{digits[16..20]}-{digits[20..]}";
    }
}
