package org.stirrup.http;

import org.stirrup.http.codec.HttpRequest;
import org.stirrup.http.exchange.Answer;
import org.stirrup.http.exchange.Call;
import org.stirrup.http.exchange.Responder;
import org.stirrup.http.report.ReportResponder;

/** Reports have a folder of their own, all else is the content tree. */
record Routes(Responder content, Responder reports) implements Responder {
    @Override
    public int wants(HttpRequest request) {
        return of(request).wants(request);
    }

    @Override
    public Answer answer(Call call) {
        return of(call.request()).answer(call);
    }

    private Responder of(HttpRequest request) {
        return ReportResponder.isReport(request) ? reports : content;
    }
}
