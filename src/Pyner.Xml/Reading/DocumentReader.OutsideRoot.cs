namespace Pyner.Xml.Reading;

public sealed unsafe partial class DocumentReader<TVisitor>
{
    /// <summary>Reads before and after the root element: white space, comments, processing instructions (XML 1.0 section 2.8).</summary>
    private Step ReadOutsideRoot()
    {
        while (true)
        {
            byte* p = _origin + *_token;
            for (byte* between = _done; between < p; between++)
            {
                if (!XmlNames.IsSpace(*between))
                    return Fail(XmlFault.TextOutsideRoot, between);
            }
            if (_token == _lastToken)
                return EndOfIndex();
            if (*p != '<')
                return Fail(XmlFault.TextOutsideRoot, p);
            Step step;
            switch (p[1])
            {
                case (byte)'?':
                    step = ReadProcessingInstruction(p);
                    break;
                case (byte)'!' when StartsWith(p, "<!DOCTYPE"u8) && !_rootClosed:
                    _done = p;
                    return Step.Handover;
                case (byte)'!' when StartsWith(p, "<![CDATA["u8):
                    return Fail(XmlFault.TextOutsideRoot, p);
                case (byte)'!':
                    step = ReadDeclaration(p);
                    break;
                case (byte)'/':
                    return Fail(XmlFault.MismatchedEndTag, p + 2);
                default:
                    return _rootClosed ? Fail(XmlFault.SecondRootElement, p) : ReadStartTag(p);
            }
            if (step != Step.Continue)
                return step;
        }
    }
}
