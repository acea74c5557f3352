import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { makeQueryClient } from './api/queryClient.ts';
import { ApiKeysPage } from './api-keys/ApiKeysPage.tsx';
import { Announcements } from './components/announce.tsx';
import { Loading } from './components/states.tsx';
import { HomePage } from './home/HomePage.tsx';
import { DashboardLayout } from './layout/DashboardLayout.tsx';
import { NotFoundPage } from './layout/NotFoundPage.tsx';
import { NewPaymentPage } from './payments/NewPaymentPage.tsx';
import { PaymentPage } from './payments/PaymentPage.tsx';
import { PaymentsPage } from './payments/PaymentsPage.tsx';
import { RequireSession } from './session/RequireSession.tsx';
import { SignInPage } from './session/SignInPage.tsx';
import { WebhookPage } from './webhooks/WebhookPage.tsx';
import { WebhooksPage } from './webhooks/WebhooksPage.tsx';

/** Shoppers and merchants do not wait for each other's pages. */
const CheckoutPage = lazy(() => import('./checkout/CheckoutPage.tsx'));

/** All pages. */
export function App() {
  const [client] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Announcements>
        <BrowserRouter>
          <Suspense fallback={<Loading what="the page" />}>
            <Routes>
              <Route path="/sign-in" element={<SignInPage />} />
              <Route path="/checkout/:paymentId" element={<CheckoutPage />} />
              <Route element={<RequireSession />}>
                <Route element={<DashboardLayout />}>
                  <Route index element={<HomePage />} />
                  <Route path="payments" element={<PaymentsPage />} />
                  <Route path="payments/new" element={<NewPaymentPage />} />
                  <Route path="payments/:paymentId" element={<PaymentPage />} />
                  <Route path="webhooks" element={<WebhooksPage />} />
                  <Route path="webhooks/:endpointId" element={<WebhookPage />} />
                  <Route path="api-keys" element={<ApiKeysPage />} />
                  <Route path="*" element={<NotFoundPage />} />
                </Route>
              </Route>
            </Routes>
          </Suspense>
        </BrowserRouter>
      </Announcements>
    </QueryClientProvider>
  );
}
